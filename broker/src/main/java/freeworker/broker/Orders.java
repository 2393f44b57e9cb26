package freeworker.broker;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/*
 * Guarded by this: everything.
 */
/**
 * What somebody is to be told when he asks next: of orders about the same thing only the last, so
 * that one who never asks fills no memory.
 */
final class Orders<K, O> {
  private final Map<K, O> waiting = new LinkedHashMap<>();

  /** Gives an order in place of an earlier one about the same thing, and after all others. */
  synchronized void give(K about, O order) {
    waiting.remove(about);
    waiting.put(about, order);
    notifyAll();
  }

  /** The oldest order, waiting for one; nothing when none comes. */
  synchronized Optional<O> next(Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (waiting.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    Iterator<O> oldest = waiting.values().iterator();
    O order = oldest.next();
    oldest.remove();
    return Optional.of(order);
  }

  synchronized int waiting() {
    return waiting.size();
  }
}

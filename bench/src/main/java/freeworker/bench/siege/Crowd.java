package freeworker.bench.siege;

import freeworker.wire.door.Attacks;
import freeworker.wire.door.Raw;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Many connections that all try the same, some of them open at once. */
final class Crowd implements Assault.Waging {
  private static final int THREADS = 4;
  private static final int PATIENCE = 1_000;
  private static final int LAST_PATIENCE = 20;

  private final InetSocketAddress where;
  private final Attacks.Attack attack;
  private final int tries;
  private final int open;

  /**
   * @param open how many connections stay open at once
   */
  Crowd(InetSocketAddress where, Attacks.Attack attack, int tries, int open) {
    this.where = where;
    this.attack = attack;
    this.tries = tries;
    this.open = open;
  }

  private record Tried(Raw raw, boolean over) {}

  @Override
  public void wage(Random random, long until, Tally tally) throws InterruptedException {
    var next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      var own = new Random(random.nextLong());
      threads.add(new Thread(() -> tries(own, until, next, tally), "attacker-" + i));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void tries(Random random, long until, AtomicInteger next, Tally tally) {
    Deque<Tried> all = new ArrayDeque<>();
    while (next.getAndIncrement() < tries && System.nanoTime() - until < 0) {
      try {
        all.add(attempt(new Raw(where), random));
      } catch (IOException e) {
        tally.add(End.UNREACHED);
      }
      if (all.size() > open / THREADS) {
        end(all.remove(), tally);
      }
    }
    all.forEach(tried -> end(tried, tally));
  }

  private Tried attempt(Raw raw, Random random) {
    boolean over = false;
    try {
      raw.patience(PATIENCE);
      attack.on(raw, random);
    } catch (SocketTimeoutException e) {
      // It was left waiting.
    } catch (IOException e) {
      over = true;
    }
    return new Tried(raw, over);
  }

  private static void end(Tried tried, Tally tally) {
    tally.add(tried.over ? End.CLOSED : End.of(tried.raw, LAST_PATIENCE));
    try {
      tried.raw.close();
    } catch (IOException e) {
      // It was closed from the other side.
    }
  }
}

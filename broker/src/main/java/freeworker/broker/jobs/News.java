package freeworker.broker.jobs;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/*
 * Guarded by this: all of it. Held by nobody for longer than it takes to count.
 */
/**
 * That something happened to jobs: for whoever waits for that, and for whoever waits for a disk.
 */
final class News {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_SAID = 20;

  private final Consumer<String> notices;
  private long count;
  private boolean over;

  /** What people were told of what does not work, since something last did. */
  private final Set<String> said = new HashSet<>();

  /**
   * @param notices gets each line that a person should read
   */
  News(Consumer<String> notices) {
    this.notices = notices;
  }

  /** Something happened to a job. */
  synchronized void stir() {
    said.clear();
    count++;
    notifyAll();
  }

  /** How often something has happened. */
  synchronized long count() {
    return count;
  }

  /** Waits until more has happened than was seen, but not for long. */
  synchronized void await(long seen, long nanos) throws InterruptedException {
    rest(Math.min(nanos, PAUSE.toNanos()), () -> count != seen);
  }

  /** Says once what does not work, and waits for a while before that is tried again. */
  synchronized void pause(String words) throws InterruptedException {
    say(words);
    rest(PAUSE.toNanos(), () -> false);
  }

  /** Says what does not work, once, and not of very many jobs. */
  synchronized void say(String words) {
    if (said.size() < MOST_SAID && said.add(words)) {
      notices.accept(words);
    }
  }

  private synchronized void rest(long nanos, BooleanSupplier enough) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos;
        left > 0 && !over && !enough.getAsBoolean();
        left = deadline - System.nanoTime()) {
      wait(1 + left / 1_000_000);
    }
  }

  /** Nobody is to wait any more. */
  synchronized void end() {
    over = true;
    notifyAll();
  }
}

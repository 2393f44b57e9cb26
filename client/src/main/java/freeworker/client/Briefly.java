package freeworker.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Calls that last for ever where a broker is stopped; they go on, but nobody waits for ever. */
final class Briefly {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private Briefly() {}

  /** Has it run, and waits until that is done or has lasted too long. */
  static void run(Executor executor, Runnable call) {
    var done = new CountDownLatch(1);
    try {
      executor.execute(
          () -> {
            try {
              call.run();
            } finally {
              done.countDown();
            }
          });
    } catch (Error e) {
      // There is no thread to be had.
      call.run();
      return;
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    for (boolean waits = true; waits; ) {
      try {
        boolean unused = done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        waits = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

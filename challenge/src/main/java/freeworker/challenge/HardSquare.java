package freeworker.challenge;

import freeworker.Task;
import java.time.Duration;

/** Computes for so many steps, and answers the square of a number. */
record HardSquare(long n, long steps) implements Task<Long> {
  private static final long A_WHILE = Duration.ofMillis(100).toNanos();

  /** How many steps take so long here. */
  static long steps(Duration length) {
    long steps = 1_000_000;
    long took = 0;
    // The first rounds are slower, since they are not compiled yet.
    while (took < A_WHILE) {
      steps *= 2;
      long began = System.nanoTime();
      if (walk(steps, steps) == 0) {
        throw new IllegalStateException("a walk never ends at 0");
      }
      took = System.nanoTime() - began;
    }
    return Math.round((double) steps / took * length.toNanos());
  }

  @Override
  public Long run() {
    return walk(n, steps) == 0 ? 0 : n * n;
  }

  /** Each step waits for the one before, so that no compiler makes one walk faster than others. */
  private static long walk(long from, long steps) {
    long at = from | 1;
    for (long i = 0; i < steps; i++) {
      at = (at ^ (at >>> 17)) * 0x9E3779B97F4A7C15L | 1;
    }
    return at;
  }
}

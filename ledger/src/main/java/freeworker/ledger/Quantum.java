package freeworker.ledger;

import java.time.Duration;

/**
 * How long an engine keeps a worker while others wait.
 *
 * <p>Each who waits shall have a turn within one quantum: so a turn is the shorter the more wait,
 * and who has waited for a whole quantum waits for the end of a task alone.
 *
 * @param within among sessions of one owner
 * @param between from one owner to another, which costs a process
 */
public record Quantum(Duration within, Duration between) {
  /** A worker is recalled as soon as somebody waits for it. */
  public static final Quantum NONE = new Quantum(Duration.ZERO, Duration.ZERO);

  public Quantum {
    if (within.isNegative() || between.isNegative()) {
      throw new IllegalArgumentException(
          "a quantum must not be negative: " + within + ", " + between);
    }
  }

  /**
   * When a lease is to be recalled, in nanoseconds of one clock.
   *
   * @param lent since when it lasts
   * @param waiting since when the one for whom it would be recalled has waited
   * @param same whether both have one owner
   * @param waiters how many wait
   * @param workers how many workers there are
   */
  long due(long lent, long waiting, boolean same, long waiters, int workers) {
    long quantum = (same ? within : between).toNanos();
    long turns = Math.max(1, (waiters + workers - 1) / Math.max(1, workers));
    long turn = lent + quantum / turns;
    long patience = waiting + quantum;
    return turn - patience < 0 ? turn : patience;
  }
}

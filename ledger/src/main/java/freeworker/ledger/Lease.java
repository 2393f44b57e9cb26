package freeworker.ledger;

import java.util.Objects;

/**
 * The right of one session to use one worker until it is freed, recalled, or over.
 *
 * @param kept whether the borrower holds it as long as he likes; the others are held by an engine
 *     between tasks and can be recalled
 * @param turn for how long after its first task an engine goes on by itself, in nanoseconds
 */
public record Lease(long number, WorkerId worker, long session, boolean kept, long turn) {
  /** The turn of a lease that nobody waits for: it lasts until it is recalled. */
  public static final long NO_END = Long.MAX_VALUE;

  public Lease {
    if (number < 1) {
      throw new IllegalArgumentException("lease number must be positive, not " + number);
    }
    Objects.requireNonNull(worker, "worker");
    if (turn < 0) {
      throw new IllegalArgumentException("turn must not be negative, but is " + turn);
    }
  }

  /** A lease that lasts until it is recalled or freed. */
  public Lease(long number, WorkerId worker, long session, boolean kept) {
    this(number, worker, session, kept, NO_END);
  }

  /** Whether it comes back by itself. */
  public boolean ends() {
    return turn != NO_END;
  }

  Lease during(long time) {
    return new Lease(number, worker, session, kept, time);
  }
}

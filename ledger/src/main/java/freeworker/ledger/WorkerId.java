package freeworker.ledger;

import org.jspecify.annotations.Nullable;

/** One worker process: its number, which its replacements inherit, and which of them it is. */
public record WorkerId(int number, long epoch) {
  public WorkerId {
    if (number < 0) {
      throw new IllegalArgumentException("worker number must be at least 0, not " + number);
    }
    if (epoch < 1) {
      throw new IllegalArgumentException("worker epoch must be positive, not " + epoch);
    }
  }

  // Not left to the record, whose own are linked at their first use: every start would pay for it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkerId id && number == id.number && epoch == id.epoch;
  }

  @Override
  public int hashCode() {
    return 31 * number + Long.hashCode(epoch);
  }
}

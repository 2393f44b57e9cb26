package freeworker.ledger;

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
}

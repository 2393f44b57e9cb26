package freeworker.ledger;

import java.util.Objects;

/**
 * The right of one session to use one worker until it is freed, recalled, or over.
 *
 * @param kept whether the borrower holds it as long as he likes; the others are held by an engine
 *     between tasks and can be recalled
 */
public record Lease(long number, WorkerId worker, long session, boolean kept) {
  public Lease {
    if (number < 1) {
      throw new IllegalArgumentException("lease number must be positive, not " + number);
    }
    Objects.requireNonNull(worker, "worker");
  }
}

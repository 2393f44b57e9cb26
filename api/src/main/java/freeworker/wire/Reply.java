package freeworker.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a worker answers.
 *
 * @param kind whether the tasks were taken at all
 * @param outcomes an encoded {@link freeworker.wire.parcel.OutcomeFrame}, empty when they were not
 * @param recalled whether the lease is over with this answer, because others wait
 * @param nanos how long the worker was at the tasks
 */
public record Reply(Kind kind, byte[] outcomes, boolean recalled, long nanos)
    implements Serializable {
  /** What became of the call. */
  public enum Kind {
    /** The outcomes say what became of each task. */
    ANSWERED,
    /** The lease is over; nothing was run. */
    STALE,
    /** The worker is about to be replaced; nothing was run. */
    CLOSING
  }

  public static final Reply STALE = new Reply(Kind.STALE, new byte[0], true, 0);
  public static final Reply CLOSING = new Reply(Kind.CLOSING, new byte[0], true, 0);

  public Reply {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(outcomes, "outcomes");
  }
}

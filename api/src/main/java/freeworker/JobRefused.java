package freeworker;

import java.util.Objects;

/** The broker did not do what was asked about a job. */
public final class JobRefused extends FreeworkerException {
  private static final long serialVersionUID = 1;

  /** Why, for programs. */
  public enum Reason {
    /** There is no job of that number, or not any more. */
    UNKNOWN,
    /** It was submitted with another key. */
    NOT_YOURS,
    /** It has ended, or has not ended, and so this cannot be done with it. */
    WRONG_TIME,
    /** A limit was met that may be met no more later. */
    FULL,
    /** It is larger than a job may be, or makes no sense. */
    UNFIT,
    /** The broker cannot read or write its store. */
    STORE
  }

  private final Reason reason;

  public JobRefused(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }
}

package freeworker;

/** The lease is over, so its worker may be someone else's now; nothing was run. */
public final class StaleLease extends FreeworkerException {
  private final long lease;

  public StaleLease(long lease, String message) {
    super(message);
    this.lease = lease;
  }

  public long lease() {
    return lease;
  }
}

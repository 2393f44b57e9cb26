package freeworker.ledger;

/** A call that would wait for more borrowers than may wait. */
public final class TooManyWaiters extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long waiters;
  private final boolean ofTheSession;

  TooManyWaiters(long waiters, boolean ofTheSession) {
    super(waiters + " borrowers would wait");
    this.waiters = waiters;
    this.ofTheSession = ofTheSession;
  }

  /** How many there would be. */
  public long waiters() {
    return waiters;
  }

  /** Whether they are those of one session, not of all. */
  public boolean ofTheSession() {
    return ofTheSession;
  }
}

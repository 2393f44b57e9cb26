package freeworker.ledger;

/** The session never entered, left, or expired: it has to enter again. */
public final class UnknownSession extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long session;

  public UnknownSession(long session) {
    super("session " + session + " is not known: it left or expired; enter again");
    this.session = session;
  }

  public long session() {
    return session;
  }
}

package freeworker;

/** A member of a gang cannot go on with another one. */
public final class GangBroken extends FreeworkerException {
  private static final long serialVersionUID = 1;

  public GangBroken(String message) {
    super(message);
  }

  public GangBroken(String message, Throwable cause) {
    super(message, cause);
  }
}

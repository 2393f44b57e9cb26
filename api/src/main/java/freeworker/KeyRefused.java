package freeworker;

/** The broker is there but does not let us in: the key is missing, unusable, or unknown to it. */
public final class KeyRefused extends FreeworkerException {
  private static final long serialVersionUID = 1;

  public KeyRefused(String message, Throwable cause) {
    super(message, cause);
  }
}

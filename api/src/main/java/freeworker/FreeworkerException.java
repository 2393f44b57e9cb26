package freeworker;

/** Anything that Freeworker could not do; the message says what failed, why, and what to do. */
public class FreeworkerException extends RuntimeException {
  public FreeworkerException(String message) {
    super(message);
  }

  public FreeworkerException(String message, Throwable cause) {
    super(message, cause);
  }
}

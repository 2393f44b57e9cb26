package freeworker;

/** The task cannot travel, so nothing was sent; the message names what stands in its way. */
public final class TaskRefused extends FreeworkerException {
  public TaskRefused(String message) {
    super(message);
  }

  public TaskRefused(String message, Throwable cause) {
    super(message, cause);
  }
}

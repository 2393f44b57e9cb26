package freeworker;

/**
 * The task itself ended with an exception on its worker, or with a result that cannot be taken.
 *
 * <p>The remote exception always arrives as text; it is the {@link #getCause() cause} too where it
 * could be read here safely.
 */
public final class TaskFailed extends FreeworkerException {
  private final String remoteClass;
  private final String remoteMessage;
  private final String remoteStack;
  private final int worker;
  private final int attempt;

  public TaskFailed(
      String remoteClass, String remoteMessage, String remoteStack, int worker, int attempt) {
    super(
        "The task failed on worker "
            + worker
            + " (attempt "
            + attempt
            + "): "
            + remoteClass
            + (remoteMessage.isEmpty() ? "" : ": " + remoteMessage));
    this.remoteClass = remoteClass;
    this.remoteMessage = remoteMessage;
    this.remoteStack = remoteStack;
    this.worker = worker;
    this.attempt = attempt;
  }

  private TaskFailed(String message, Throwable cause, int worker, int attempt) {
    super(message, cause);
    this.remoteClass = "";
    this.remoteMessage = "";
    this.remoteStack = "";
    this.worker = worker;
    this.attempt = attempt;
  }

  /** The task ended well, but its result may not be read here. */
  public static TaskFailed unread(String why, Throwable cause, int worker, int attempt) {
    return new TaskFailed(
        "The task ended on worker "
            + worker
            + " (attempt "
            + attempt
            + "), but its result was refused: "
            + why,
        cause,
        worker,
        attempt);
  }

  /** The class name of the exception that the task threw; empty if only its result was refused. */
  public String remoteClass() {
    return remoteClass;
  }

  /** Its message, empty if it had none. */
  public String remoteMessage() {
    return remoteMessage;
  }

  /** Its stack trace with all causes, as the worker saw it. */
  public String remoteStack() {
    return remoteStack;
  }

  public int worker() {
    return worker;
  }

  public int attempt() {
    return attempt;
  }
}

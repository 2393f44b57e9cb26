package freeworker;

/** The task was ended because its caller did not want it any more, or its limit was over. */
public final class TaskCancelled extends FreeworkerException {
  private final boolean begun;

  public TaskCancelled(boolean begun, String message) {
    super(message);
    this.begun = begun;
  }

  /** Whether it may have run in part; if not, nothing of it ran. */
  public boolean begun() {
    return begun;
  }
}

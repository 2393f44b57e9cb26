package freeworker;

/** The worker died before its answer arrived; the task may have run in part, or whole. */
public final class WorkerLost extends FreeworkerException {
  private final int worker;

  public WorkerLost(int worker, String message) {
    super(message);
    this.worker = worker;
  }

  /** The number of the worker that died. */
  public int worker() {
    return worker;
  }
}

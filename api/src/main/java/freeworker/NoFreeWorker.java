package freeworker;

/** No worker became free within the time that the borrower was willing to wait. */
public final class NoFreeWorker extends FreeworkerException {
  public NoFreeWorker(String message) {
    super(message);
  }
}

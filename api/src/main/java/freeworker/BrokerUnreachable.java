package freeworker;

/** The broker did not answer at its address, or stopped answering. */
public final class BrokerUnreachable extends FreeworkerException {
  public BrokerUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}

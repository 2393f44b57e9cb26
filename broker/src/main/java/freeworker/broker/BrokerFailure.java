package freeworker.broker;

import freeworker.cli.Failure;
import freeworker.wire.door.BadKey;

/** The broker cannot do what was asked. */
final class BrokerFailure extends Failure {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;

  private static final long serialVersionUID = 1;

  BrokerFailure(int exitCode, String what, String advice) {
    super(exitCode, what, advice);
  }

  BrokerFailure(int exitCode, String what, String advice, Throwable cause) {
    super(exitCode, what, advice, cause);
  }

  /** A key that cannot be used. */
  static BrokerFailure of(BadKey bad) {
    return new BrokerFailure(
        bad.missing() ? NO_INPUT : BAD_DATA, String.valueOf(bad.getMessage()), bad.cure(), bad);
  }
}

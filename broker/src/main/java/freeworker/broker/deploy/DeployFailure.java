package freeworker.broker.deploy;

import freeworker.cli.Failure;
import freeworker.wire.door.BadKey;

/** Nothing can be deployed, or not as was asked. */
final class DeployFailure extends Failure {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;
  static final int INTERRUPTED = 130;

  private static final long serialVersionUID = 1;

  DeployFailure(int exitCode, String what, String advice) {
    super(exitCode, what, advice);
  }

  /** A key that cannot be used. */
  static DeployFailure of(BadKey bad) {
    return new DeployFailure(
        bad.missing() ? NO_INPUT : BAD_DATA, String.valueOf(bad.getMessage()), bad.cure());
  }
}

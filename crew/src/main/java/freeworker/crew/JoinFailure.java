package freeworker.crew;

import freeworker.cli.Failure;

/** Workers cannot be brought there. */
final class JoinFailure extends Failure {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;
  static final int INTERRUPTED = 130;

  private static final long serialVersionUID = 1;

  JoinFailure(int exitCode, String what, String advice) {
    super(exitCode, what, advice);
  }
}

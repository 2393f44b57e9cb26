package freeworker.grapher;

import freeworker.cli.Failure;
import freeworker.profiling.Visible;

/** The grapher cannot do what was asked. */
final class GrapherFailure extends Failure {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;

  private static final long serialVersionUID = 1;

  GrapherFailure(int exitCode, String what, String advice) {
    super(exitCode, Visible.of(what), Visible.of(advice));
  }

  GrapherFailure(int exitCode, String what, String advice, Throwable cause) {
    super(exitCode, Visible.of(what), Visible.of(advice), cause);
  }
}

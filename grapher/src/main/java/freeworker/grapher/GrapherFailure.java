package freeworker.grapher;

/** The grapher cannot do what was asked; carries its exit code and what to do about it. */
final class GrapherFailure extends Exception {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;

  private final int exitCode;
  private final String advice;

  GrapherFailure(int exitCode, String what, String advice, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  GrapherFailure(int exitCode, String what, String advice) {
    super(what);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  int exitCode() {
    return exitCode;
  }

  String advice() {
    return advice;
  }
}

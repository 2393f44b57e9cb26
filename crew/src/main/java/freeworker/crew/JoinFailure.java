package freeworker.crew;

import java.util.Objects;

/** Workers cannot be brought there; carries the exit code and what to do about it. */
final class JoinFailure extends Exception {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;
  static final int INTERRUPTED = 130;

  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String advice;

  JoinFailure(int exitCode, String what, String advice) {
    super(what);
    this.exitCode = exitCode;
    this.advice = Objects.requireNonNull(advice, "advice");
  }

  int exitCode() {
    return exitCode;
  }

  String advice() {
    return advice;
  }
}

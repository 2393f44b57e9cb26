package freeworker.challenge;

/** The program cannot do what was asked; carries its exit code and what to do about it. */
final class ChallengeFailure extends RuntimeException {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;
  static final int NOT_FINISHED = 75;
  static final int INTERRUPTED = 130;

  private final int exitCode;
  private final String advice;

  ChallengeFailure(int exitCode, String what, String advice) {
    super(what);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  ChallengeFailure(int exitCode, String what, String advice, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  /** Something on the command line is wrong; one line says all. */
  static ChallengeFailure usage(String what) {
    return new ChallengeFailure(USAGE, what, "");
  }

  /** The program was told to end; nobody needs to hear more. */
  static ChallengeFailure interrupted() {
    return new ChallengeFailure(INTERRUPTED, "", "");
  }

  int exitCode() {
    return exitCode;
  }

  /** What to do about it, on a line of its own; empty when the message says it. */
  String advice() {
    return advice;
  }
}

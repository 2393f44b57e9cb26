package freeworker.cli;

/** A program cannot do what was asked; carries its exit code and what to do about it. */
public class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;
  private final String advice;

  /**
   * @param what what happened; empty when nobody needs to hear of it
   * @param advice what to do about it, on a line of its own; empty when the message says it
   */
  public Failure(int exitCode, String what, String advice) {
    super(what);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  public Failure(int exitCode, String what, String advice, Throwable cause) {
    super(what, cause);
    this.exitCode = exitCode;
    this.advice = advice;
  }

  public final int exitCode() {
    return exitCode;
  }

  public final String advice() {
    return advice;
  }
}

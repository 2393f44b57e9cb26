package freeworker.challenge;

import freeworker.TaskFailed;
import freeworker.cli.Failure;
import java.io.PrintWriter;

/** The program cannot do what was asked. */
final class ChallengeFailure extends Failure {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;
  static final int UNAVAILABLE = 69;
  static final int NOT_FINISHED = 75;
  static final int INTERRUPTED = 130;

  private static final long serialVersionUID = 1;

  ChallengeFailure(int exitCode, String what, String advice) {
    super(exitCode, what, advice);
  }

  ChallengeFailure(int exitCode, String what, String advice, Throwable cause) {
    super(exitCode, what, advice, cause);
  }

  /** Something on the command line is wrong; one line says all. */
  static ChallengeFailure usage(String what) {
    return new ChallengeFailure(USAGE, what, "");
  }

  /** The program was told to end; nobody needs to hear more. */
  static ChallengeFailure interrupted() {
    return new ChallengeFailure(INTERRUPTED, "", "");
  }

  /** Of a task that failed the way there matters, not that of the news. */
  @Override
  public void printStackTrace(PrintWriter err) {
    if (getCause() instanceof TaskFailed remote) {
      err.print(remote.remoteStack());
    } else {
      super.printStackTrace(err);
    }
  }
}

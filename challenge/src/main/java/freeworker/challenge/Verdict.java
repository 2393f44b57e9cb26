package freeworker.challenge;

import freeworker.BrokerUnreachable;
import freeworker.FreeworkerException;
import freeworker.NoFreeWorker;
import freeworker.TaskFailed;
import java.time.Duration;
import java.util.function.Predicate;

/** What a failure means for the user of the program. */
final class Verdict {
  private static final String HIDDEN = "        (worker frames hidden; --verbose shows all)";

  private Verdict() {}

  /**
   * The failure as lines and an exit code.
   *
   * @param since how long the program ran until then
   * @param own which frames of the remote stack the user wrote, as a line of a stack trace
   */
  static ChallengeFailure of(FreeworkerException e, Duration since, Predicate<String> own) {
    if (e instanceof TaskFailed failed) {
      String message = failed.remoteMessage();
      return new ChallengeFailure(
          ChallengeFailure.FAILED,
          "the task failed on worker "
              + failed.worker()
              + " after "
              + Tally.brief(since)
              + ": "
              + failed.remoteClass().substring(failed.remoteClass().lastIndexOf('.') + 1)
              + (message.isEmpty() ? "" : ": " + message),
          frame(failed, own),
          e);
    }
    int code = ChallengeFailure.FAILED;
    if (e instanceof BrokerUnreachable) {
      code = ChallengeFailure.UNAVAILABLE;
    } else if (e instanceof NoFreeWorker) {
      code = ChallengeFailure.NOT_FINISHED;
    }
    return new ChallengeFailure(code, String.valueOf(e.getMessage()), "", e);
  }

  private static String frame(TaskFailed failed, Predicate<String> own) {
    return failed
        .remoteStack()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("at "))
        .filter(own)
        .findFirst()
        .map(line -> line.replaceFirst("^at \\S*//", "at ") + HIDDEN)
        .orElse("");
  }
}

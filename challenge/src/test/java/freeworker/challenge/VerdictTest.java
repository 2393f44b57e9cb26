package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.BrokerUnreachable;
import freeworker.FreeworkerException;
import freeworker.NoFreeWorker;
import freeworker.TaskFailed;
import freeworker.WorkerLost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final String STACK =
      """
      java.lang.ArithmeticException: / by zero
      \tat java.base/java.lang.Math.floorMod(Math.java:1)
      \tat closure//Demo.half(Demo.java:14)
      \tat Demo.all(Demo.java:20)
      """;

  @Test
  void aFailedTaskIsToldWithItsWorkerItsTimeAndTheUsersOwnFrame() {
    var failed = new TaskFailed("java.lang.ArithmeticException", "/ by zero", STACK, 1, 1);

    var verdict =
        Verdict.of(failed, Duration.ofMillis(200), frame -> frame.contains("(Demo.java:"));

    assertEquals(
        "the task failed on worker 1 after 0.2 s: ArithmeticException: / by zero",
        verdict.getMessage());
    assertEquals(
        "at Demo.half(Demo.java:14)        (worker frames hidden; --verbose shows all)",
        verdict.advice());
    assertEquals(ChallengeFailure.FAILED, verdict.exitCode());
  }

  @Test
  void aFailureWithoutWordsOrFramesIsOneLine() {
    var failed = new TaskFailed("Odd", "", "", 0, 1);

    var verdict = Verdict.of(failed, Duration.ofSeconds(1), frame -> true);

    assertEquals("the task failed on worker 0 after 1.0 s: Odd", verdict.getMessage());
    assertEquals("", verdict.advice());
  }

  @Test
  void eachKindOfFailureHasItsExitCode() {
    assertEquals(69, code(new BrokerUnreachable("gone", new RuntimeException())));
    assertEquals(75, code(new NoFreeWorker("all are lent")));
    assertEquals(1, code(new WorkerLost(0, "worker 0 died")));
    assertEquals(1, code(new FreeworkerException("something else")));
  }

  private static int code(FreeworkerException e) {
    return Verdict.of(e, Duration.ZERO, frame -> true).exitCode();
  }
}

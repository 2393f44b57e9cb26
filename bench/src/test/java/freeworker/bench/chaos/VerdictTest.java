package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.chaos.Breach.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static void violates(History history, Invariant invariant, String... words) {
    List<Breach> breaches = history.verdict().breaches();

    assertEquals(List.of(invariant), breaches.stream().map(Breach::invariant).toList());
    for (String word : words) {
      assertTrue(breaches.get(0).what().contains(word), () -> breaches.get(0).what());
    }
  }

  private static void holds(History history) {
    assertEquals("", history.breaches());
  }

  @Test
  void aCleanRunIsFoundClean() {
    Verdict verdict = History.clean().verdict();

    assertEquals(List.of(), verdict.breaches());
    assertEquals(3, verdict.figures().get("results"));
    assertEquals(0, verdict.figures().get("retries"));
  }

  @Test
  void twoTasksAtOnceInOneProcessAreFound() {
    violates(
        History.clean()
            .asked("t4", Way.RUN, 1)
            .ran("t4", 4, 10, 125, 128)
            .answered("t4", 4, 1)
            .counted("0", 3),
        Invariant.ONE_AT_A_TIME,
        "process 10",
        "task t3",
        "task t4",
        "lines 5 to 6",
        "3000 us");
  }

  @Test
  void aTaskThatBeginsWhereAnotherNeverEndedIsFound() {
    violates(
        new History()
            .worker(10, "0", 200L)
            .asked("t1", Way.ONCE, 1)
            .stamp(Stamped.BEGAN, "t1", 1, 10, 100)
            .failed("t1", "WorkerLost", "gone")
            .asked("t2", Way.RUN, 2)
            .ran("t2", 2, 10, 150, 160)
            .answered("t2", 2, 4)
            .counted("0", 1),
        Invariant.ONE_AT_A_TIME,
        "t1",
        "t2");
  }

  @Test
  void theOldAndTheNewProcessOfAWorkerAtOnceAreFound() {
    violates(
        new History()
            .worker(10, "0", 105L)
            .worker(12, "0", null)
            .asked("t1", Way.ONCE, 1)
            .stamp(Stamped.BEGAN, "t1", 1, 10, 100)
            .stamp(Stamped.RUNS, "t1", 1, 10, 120)
            .failed("t1", "WorkerLost", "gone")
            .asked("t2", Way.RUN, 2)
            .ran("t2", 2, 12, 110, 130)
            .answered("t2", 2, 4)
            .counted("0", 1),
        Invariant.ONE_AT_A_TIME,
        "worker 0",
        "10000 us");
  }

  @Test
  void aSuccessorThatBeginsAfterTheLastStampOfADeadProcessIsRight() {
    holds(
        new History()
            .worker(10, "0", 105L)
            .worker(12, "0", null)
            .asked("t1", Way.RUN, 2)
            .stamp(Stamped.BEGAN, "t1", 1, 10, 100)
            .ran("t1", 2, 12, 110, 130)
            .answered("t1", 2, 4)
            .counted("0", 1));
  }

  @Test
  void aTaskWithoutAnAnswerIsLost() {
    violates(
        History.clean().asked("t4", Way.RUN, 1).ran("t4", 4, 10, 140, 141).counted("0", 3),
        Invariant.NOTHING_LOST,
        "task t4",
        "client 1 line 7",
        "pid 10");
  }

  @Test
  void aKilledClientNeedsNoAnswer() {
    holds(History.clean().asked("t4", Way.RUN, 1).killed());
  }

  @Test
  void theLastTaskOfAClientThatLivesMustBeDone() {
    violates(
        History.clean().asked("t4", Way.LAST, 1).failed("t4", "WorkerLost", "again and again"),
        Invariant.NOTHING_LOST,
        "LAST",
        "again and again");
  }

  @Test
  void twoAnswersOfOneTaskAreFound() {
    violates(History.clean().answered("t1", 1, 9), Invariant.ACCEPTED_ONCE, "task t1");
  }

  @Test
  void aTaskToBeRunOnceThatWasBegunTwiceIsFound() {
    violates(
        History.clean().ran("t2", 4, 11, 140, 141).counted("1", 2),
        Invariant.ACCEPTED_ONCE,
        "task t2",
        "begun 2 times, and may be 1 times");
  }

  @Test
  void fiveAttemptsAreOneTooMany() {
    History history = History.clean();
    for (int i = 4; i <= 7; i++) {
      history.ran("t1", i, 10, i * 100L, i * 100L + 1);
    }

    violates(history.counted("0", 6), Invariant.ACCEPTED_ONCE, "begun 5 times");
  }

  @Test
  void aWrongResultIsFound() {
    violates(
        History.clean()
            .asked("t4", Way.RUN, 6)
            .ran("t4", 4, 10, 140, 141)
            .answered("t4", 4, 35)
            .counted("0", 3),
        Invariant.RIGHT,
        "got 35",
        "not 36");
  }

  @Test
  void aResultThatNobodyStampedIsFound() {
    violates(
        History.clean().asked("t4", Way.RUN, 6).answered("t4", 4, 36),
        Invariant.RIGHT,
        "which no worker stamped");
  }

  @Test
  void aFailureThatNothingExplainsIsFound() {
    violates(
        History.clean().asked("t4", Way.RUN, 6).failed("t4", "BrokerUnreachable", "reset"),
        Invariant.NAMED,
        "BrokerUnreachable",
        "reset");
    violates(
        History.clean().asked("t4", Way.RUN, 6).failed("t4", "StaleLease", "over"),
        Invariant.NAMED,
        "StaleLease");
    violates(
        History.clean().asked("t4", Way.BORROW, 6).failed("t4", "TaskFailed", "a null"),
        Invariant.NAMED,
        "TaskFailed");
  }

  @Test
  void whatWasDoneExplainsAFailure() {
    holds(
        History.clean()
            .asked("t4", Way.RUN, 6)
            .failed("t4", "WorkerLost", "killed")
            .asked("t5", Way.ABANDON, 6)
            .failed("t5", "TaskFailed", "java.lang.InterruptedException")
            .asked("t6", Way.BORROW, 6)
            .failed("t6", "StaleLease", "over"));
    assertEquals(
        List.of(),
        History.clean()
            .asked("t4", Way.RUN, 6)
            .failed("t4", "BrokerUnreachable", "cut")
            .verdict(false)
            .breaches());
  }

  @Test
  void aTaskThatTheProfileCountedTwiceIsFound() {
    violates(History.clean().counted("0", 3), Invariant.COUNTED, "worker 0", "3 tasks", "say 2");
  }

  @Test
  void aTaskThatTheProfileForgotIsFound() {
    violates(History.clean().counted("0", 1), Invariant.COUNTED, "worker 0", "1 tasks", "say 2");
  }

  @Test
  void onlyTheLastSecondOfAKilledWorkerMayBeMissing() {
    History history =
        new History()
            .asked("t1", Way.RUN, 1)
            .ran("t1", 1, 10, 100, 110)
            .answered("t1", 1, 1)
            .asked("t2", Way.RUN, 1)
            .ran("t2", 2, 10, 4_900, 4_950)
            .answered("t2", 2, 1);

    holds(history.worker(10, "0", 5_000L).counted("0", 1));
    holds(history.worker(10, "0", 5_000L).counted("0", 2));
    violates(history.worker(10, "0", 5_000L).counted("0", 0), Invariant.COUNTED);
    violates(history.worker(10, "0", 6_000L).counted("0", 1), Invariant.COUNTED);
  }

  @Test
  void aProcessThatTheBrokerNeverNamedIsFound() {
    violates(
        History.clean().asked("t4", Way.RUN, 1).ran("t4", 4, 99, 140, 141).answered("t4", 4, 1),
        Invariant.COUNTED,
        "process 99");
  }

  @Test
  void aLineThatNobodyCanReadIsFound() {
    violates(History.clean().line("S t9 00"), Invariant.READABLE, "stamps line 7");
  }

  @Test
  void twoProcessesOfTheSameNumberAreTwo() {
    holds(
        History.clean()
            .worker(20, "0 of broker 2", 200L)
            .another(20, "1 of broker 3", null)
            .stamp(Stamped.BEGAN, "t4", 4, 20, 195)
            .ran("t4", 5, 20, 5000, 5010)
            .asked("t4", Way.RUN, 6)
            .answered("t4", 5, 36)
            .counted("1 of broker 3", 1));
  }
}

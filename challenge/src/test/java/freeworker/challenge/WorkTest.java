package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.SweepRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkTest {
  private static final Work WORK = Work.of(5, "3", "0.5");

  @Test
  void theRunOfACellIsKnownAgain() {
    SweepRun run = WORK.run(4, Duration.ofMillis(22_500), Duration.ofMillis(600));

    assertEquals(new SweepRun(20, 22.5, 3, 0.5, 0.6), run);
    assertTrue(WORK.was(run, 4));
    assertEquals(WORK.toString(), Work.describe(run, 4));
  }

  @Test
  void itSaysWhatAClientDoes() {
    assertEquals("5 tasks of 3 s a client, 0.5 s after each", WORK.toString());
    assertEquals("1 task of 0.25 s a client, 0 s after each", Work.of(1, ".25", "0").toString());
  }

  @Test
  void threeWorkersServeFourClientsInTwentyTwoSecondsAtBest() {
    assertEquals(Duration.ofSeconds(22), WORK.best(new Pair(3, 4)));
  }

  @Test
  void theIdleWorkHasAsManyRoundsAndNothingInThem() {
    Work idle = WORK.idle();

    assertEquals(5, idle.rounds());
    assertEquals("0", idle.answer());
    assertEquals(Duration.ZERO, idle.think().duration());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 3 | 0.5 | --repeat must be a whole number from 1 to 10000, not 0."
            + " Try: benchmark --repeat 5",
        "5 | x | 0.5 | --task must be a number from 0 to 86400, not 'x'. Try: benchmark --task 3",
        "5 | 0.0 | 0.5 | --task must be more than 0, or there is no limit to compare with."
            + " Try: benchmark --task 0.1",
        "5 | 3 | -1 | --think must be a number from 0 to 86400, not '-1'."
            + " Try: benchmark --think 0.5"
      })
  void workThatCannotBeMeasuredIsRefused(int rounds, String task, String think, String said) {
    var refused = assertThrows(ChallengeFailure.class, () -> Work.of(rounds, task, think));

    assertEquals(ChallengeFailure.USAGE, refused.exitCode());
    assertEquals(said, refused.getMessage());
  }
}

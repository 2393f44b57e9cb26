package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeProcessTest {
  private final ChallengeProcess process =
      new ChallengeProcess(
          List.of("never", "started"),
          Work.of(5, "3", "0.5"),
          Path.of("nowhere"),
          Duration.ofSeconds(1));

  @Test
  void theRightSquareIsTaken() {
    process.check(0, "9\n", "challenge: worker 0 died. Running it again.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "0 | 8 | '' | challenge 3 printed '8' instead of 9",
        "0 | '' | '' | challenge 3 printed '' instead of 9",
        "69 | '' | 'challenge: no broker at localhost:4711./  Start one with:  broker 2'"
            + " | challenge ended with exit code 69: no broker at localhost:4711."
            + " Start one with:  broker 2",
        "1 | 9 | '' | challenge ended with exit code 1: it said nothing"
      })
  void whateverElseComesIsAFailureInItsOwnWords(int code, String out, String err, String said) {
    var failed =
        assertThrows(
            ChallengeFailure.class, () -> process.check(code, out, err.replace('/', '\n')));

    assertEquals(ChallengeFailure.FAILED, failed.exitCode());
    assertEquals(said, failed.getMessage());
  }

  @Test
  void aClientThatWasToldToEndDidNotFail() {
    var ended = assertThrows(ChallengeFailure.class, () -> process.check(130, "", ""));

    assertEquals(ChallengeFailure.INTERRUPTED, ended.exitCode());
  }
}

package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayTest {
  @ParameterizedTest
  @CsvSource({
    "1s, 1000000",
    "500ms, 500000",
    "0.5, 500000",
    ".5, 500000",
    "0.5s, 500000",
    "2m, 120000000",
    "1.5 s, 1500000",
    "0.5ms, 500",
    "0, 0",
    "86400, 86400000000"
  })
  void aTimeIsReadAsPeopleWriteIt(String text, long micros) {
    assertEquals(Duration.ofNanos(micros * 1000), Delay.of("--delay", text, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "-1s", "1h", "1e3", "1,5", "one", "86401", "25m3", "NaN", "999999999m"})
  void anythingElseIsRefusedInOneLine(String text) {
    var refused =
        assertThrows(
            ChallengeFailure.class, () -> Delay.of("--delay", text, "squares --delay 500ms"));

    assertEquals(
        "--delay must be a time from 0 to a day, as 1s, 500ms or 0.5, not '"
            + text
            + "'. Try: challenge squares --delay 500ms",
        refused.getMessage());
    assertEquals(2, refused.exitCode());
  }
}

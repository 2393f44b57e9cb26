package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepBarTest {
  private final StringWriter terminal = new StringWriter();
  private final PrintWriter err = new PrintWriter(terminal, true);

  @Test
  void aTerminalShowsHowFarItIsAndWhatIsLeft() {
    try (var bar = new SweepBar(err, true)) {
      bar.draw("2 workers x 3 clients", 0.25, Duration.ofSeconds(250));
      bar.say("done");
    }

    assertEquals(
        "\r\u001b[K [======                  ]  25 %  4 min left  2 workers x 3 clients"
            + "\r\u001b[Kdone"
            + System.lineSeparator(),
        terminal.toString());
  }

  @Test
  void elsewhereOnlyLinesAreSaid() {
    try (var bar = new SweepBar(err, false)) {
      bar.draw("2 workers x 3 clients", 0.25, Duration.ofSeconds(250));
      bar.say("done");
    }

    assertEquals("done" + System.lineSeparator(), terminal.toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "400, 0 s", "600, 1 s", "89000, 89 s", "90000, 2 min", "7200000, 2 h"})
  void timesAreSaidAsPeopleSayThem(long millis, String said) {
    assertEquals(said, SweepBar.brief(Duration.ofMillis(millis)));
  }
}

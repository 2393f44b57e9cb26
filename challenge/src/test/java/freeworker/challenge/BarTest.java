package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarTest {
  private static final Duration LONG = Duration.ofMillis(2500);
  private final StringWriter terminal = new StringWriter();
  private final PrintWriter err = new PrintWriter(terminal, true);

  @Test
  void aLongRunShowsHowFarItIsAndWhoWaits() {
    new Bar(err, true, 4).draw(1, 2, LONG);

    assertEquals(
        "\r\u001b[K 1/4 [=========                           ] 2.5 s"
            + "   waiting for a free worker: 2",
        terminal.toString());
  }

  @Test
  void aShortRunShowsNothing() {
    new Bar(err, true, 4).draw(1, 2, Duration.ofMillis(1999));

    assertEquals("", terminal.toString());
  }

  @Test
  void nothingIsDrawnWhereNobodyLooks() {
    try (var bar = new Bar(err, false, 4)) {
      bar.draw(1, 2, LONG);
    }

    assertEquals("", terminal.toString());
  }

  @Test
  void theLineIsGoneInTheEnd() {
    try (var bar = new Bar(err, true, 4)) {
      bar.draw(4, 0, LONG);
    }

    assertEquals(
        "\r\u001b[K 4/4 [====================================] 2.5 s\r\u001b[K",
        terminal.toString());
  }
}

package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Standing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class VoiceTest {
  private final StringWriter err = new StringWriter();
  private final Voice voice =
      new Voice(new PrintWriter(new StringWriter()), new PrintWriter(err), false, true);

  private void status(int waiting) {
    voice.status(
        new Standing(new Standing.WorkerStanding[0], waiting, 0, 0, "first-free"), new Load());
  }

  @Test
  void aLiveLineCoversWhicheverOneWasPrintedSinceTheLastNotice() {
    status(1_000_000);
    status(1_000);
    status(1);

    List<String> lines = List.of(err.toString().substring(1).split("\r"));

    assertEquals(3, lines.size());
    int longest = lines.get(0).length();
    assertTrue(lines.stream().allMatch(line -> line.length() == longest), err::toString);
  }

  @Test
  void aNoticeTakesThePlaceOfTheLiveLine() {
    status(1_000_000);
    status(1);
    int longest = err.toString().substring(1).indexOf('\r');

    voice.notice("worker 0 died");
    voice.notice("worker 1 died");

    String wiped = "\r" + " ".repeat(longest) + "\r";
    assertTrue(
        err.toString()
            .endsWith(String.format("%sbroker  worker 0 died%nbroker  worker 1 died%n", wiped)),
        err::toString);
  }
}

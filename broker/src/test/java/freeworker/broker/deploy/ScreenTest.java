package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final StringWriter text = new StringWriter();
  private final Host host = new Host("lab1", "lab1", 0, Wishes.NONE);

  private Screen screen(boolean table) {
    return new Screen(new PrintWriter(text, true), table, true, 2);
  }

  private Report report(State state, String words) {
    return new Report(host, state, Sighting.of(List.of()), words, "");
  }

  @Test
  void withoutATerminalEachStepIsALineWithoutAnyEscape() {
    Screen screen = screen(false);

    screen.begins(host, Stage.LOOKING, "");
    screen.begins(host, Stage.COPYING, "28 MB");
    screen.sent(host, 14, 28);
    screen.done(report(State.UP, "started"));
    screen.close();

    assertEquals(
        List.of("deploy  lab1: copying: 28 MB", "deploy  lab1: up: started"),
        text.toString().lines().toList());
  }

  @Test
  void whoWantsNoStepsHasNone() {
    Screen screen = new Screen(new PrintWriter(text, true), false, false, 1);

    screen.begins(host, Stage.COPYING, "28 MB");
    screen.done(report(State.UP, "started"));
    screen.close();

    assertEquals("", text.toString());
  }

  @Test
  void onATerminalTheTableShowsHowFarACopyIsAndGoesInTheEnd() {
    Screen screen = screen(true);

    screen.begins(host, Stage.COPYING, "28 MB");
    screen.sent(host, 14, 28);
    String drawn = text.toString();
    screen.done(report(State.FAILED, "no"));
    screen.close();

    assertTrue(drawn.contains("lab1  copying  [==========          ] 50 %"), drawn);
    assertTrue(text.toString().contains("1 of 2 done, 1 failed"), text.toString());
    assertTrue(text.toString().endsWith("\r\u001b[J"), "nothing is left");
  }

  @Test
  void aTableOfManyHostsStaysShort() {
    Screen screen = new Screen(new PrintWriter(text, true), true, true, 100);
    for (int i = 0; i < 100; i++) {
      screen.begins(new Host("lab" + i, "lab" + i, 0, Wishes.NONE), Stage.LOOKING, "");
    }

    String last = text.toString().substring(text.toString().lastIndexOf("\u001b[J"));

    assertTrue(last.lines().count() < 20, last);
    assertFalse(last.contains("lab99"), last);
  }

  @Test
  void timesAreToldInTheirTwoLargestUnits() {
    assertEquals("59s", Span.of(59));
    assertEquals("1m 1s", Span.of(61));
    assertEquals("2h 5m", Span.of(7500));
    assertEquals("3d 4h", Span.of(3 * 86_400 + 4 * 3600 + 59));
  }
}

package freeworker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Lines are printed with their numbers here; twenty characters have room. */
class BacklogTest {
  private final Backlog backlog = new Backlog(20, words -> "inn  " + words);

  private static String note(int lines) {
    return "inn  "
        + lines
        + " more lines were left out while nobody read."
        + System.lineSeparator();
  }

  @Test
  void whatHasRoomIsTakenInItsOrder() {
    backlog.add("one\n");
    backlog.add("two\nthree\n");

    assertEquals("one\ntwo\nthree\n", backlog.take());
    assertTrue(backlog.isEmpty());
    assertEquals("", backlog.take());
  }

  @Test
  void ofManyLinesThoseThatHaveRoomAreKeptAndTheOthersCounted() {
    for (int i = 0; i < 100_000; i++) {
      backlog.add("line\n");
    }

    assertEquals("line\nline\nline\nline\n" + note(99_996), backlog.take());
  }

  @Test
  void linesAreMissingInOnePlace() {
    backlog.add("0123456789\n");
    backlog.add("0123456789\n9876543210\n");
    backlog.add("fits\n");

    assertEquals("0123456789\n" + note(3), backlog.take());
  }

  @Test
  void whatIsSaidAfterwardsIsKeptAgain() {
    backlog.add("0123456789\n");
    backlog.add("0123456789\n");
    backlog.take();

    backlog.add("0123456789\n");

    assertEquals("0123456789\n", backlog.take());
  }

  @Test
  void whatIsLongerThanAllHasRoomWhenNothingWaits() {
    String help = "0123456789".repeat(10) + "\n";
    backlog.add(help);

    assertEquals(help, backlog.take());
  }

  @Test
  void aLineThatIsDrawnOverIsShownAtOnceOrNeverAndMissedByNobody() {
    backlog.add("\r0/2");
    backlog.add("\r1/2");
    backlog.add("\r   \rone\n");
    backlog.add("\r2/2");

    assertEquals("\r0/2\r   \rone\n", backlog.take());
    backlog.add("\r2/2");
    assertEquals("\r2/2", backlog.take());
  }
}

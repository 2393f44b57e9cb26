package freeworker.wire.door;

import static freeworker.wire.door.Refusals.KINDS;
import static freeworker.wire.door.Refusals.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever is turned away leaves a trace, and never more than a few lines a minute. */
class RefusalsTest {
  private static final String ANNA = "client anna at 192.0.2.7";
  private static final String UNKNOWN = "was refused: no such key here";

  private final Refusals refusals = new Refusals();

  @Test
  void theFirstOfAKindIsToldAtOnceAndTheOthersAreCounted() {
    assertEquals(Optional.of(ANNA + " " + UNKNOWN), refusals.note(ANNA, UNKNOWN, 0));
    for (int i = 0; i < 41; i++) {
      assertEquals(Optional.empty(), refusals.note(ANNA, UNKNOWN, MINUTE / 2));
    }
    assertTrue(refusals.note("client otto at 192.0.2.7", UNKNOWN, 1).isPresent(), "another name");
    assertTrue(refusals.note(ANNA, "was cut", 1).isPresent(), "another reason");

    assertEquals(List.of(), refusals.due(MINUTE - 1));
    assertEquals(
        List.of(ANNA + " " + UNKNOWN + ", and 41 more times like that"), refusals.due(MINUTE));
    assertEquals(List.of(), refusals.due(2 * MINUTE), "nothing came of late");
    assertTrue(refusals.note(ANNA, UNKNOWN, 2 * MINUTE).isPresent(), "it is told anew");
  }

  @Test
  void howManyKindsThereAreTheLinesAreFew() {
    long seed = Seeds.ofThisRun();
    var random = new Random(seed);
    int lines = 0;
    int minutes = 5;
    int told = 0;
    for (int i = 0; i < 100_000; i++) {
      long now = minutes * MINUTE / 100_000 * i;
      lines += refusals.note("client " + random.nextInt(10_000), UNKNOWN, now).isPresent() ? 1 : 0;
      List<String> due = refusals.due(now);
      lines += due.size();
      told += (int) due.stream().filter(line -> line.startsWith("others were turned away")).count();
    }

    assertTrue(lines <= 2 * minutes * (KINDS + 1), lines + " lines, seed " + seed);
    assertTrue(told >= minutes - 1, "the others are counted, seed " + seed);
  }

  @Test
  void whatAStrangerSaysIsShortAndHarmless() {
    String line =
        refusals.note("client \u001b[2J\n\u202e" + "x".repeat(9_999), UNKNOWN, 0).orElseThrow();

    assertTrue(line.startsWith("client ?[2J??xxx"), line);
    assertTrue(line.length() < 200, line);
  }
}

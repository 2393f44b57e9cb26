package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatterTest {
  private final List<String> heard = new ArrayList<>();
  private final Deque<Runnable> inASecond = new ArrayDeque<>();
  private final Chatter chatter = new Chatter(3, heard::add, inASecond::add);

  private void aSecondPasses() {
    List<Runnable> due = List.copyOf(inASecond);
    inASecond.clear();
    due.forEach(Runnable::run);
  }

  @Test
  void whoSaysLittleIsHeard() {
    for (int i = 0; i < 3; i++) {
      chatter.say("worker 0 | ", "line " + i);
    }
    aSecondPasses();

    assertEquals(List.of("worker 0 | line 0", "worker 0 | line 1", "worker 0 | line 2"), heard);
  }

  @Test
  void ofAMillionLinesThreeAreHeardAndOneSaysHowManyWereLeftOut() {
    for (int i = 0; i < 1_000_000; i++) {
      chatter.say("worker 0 | ", "x");
    }
    chatter.say("worker 1 | ", "still heard");
    aSecondPasses();
    chatter.say("worker 0 | ", "heard again");

    assertEquals(
        List.of(
            "worker 0 | x",
            "worker 0 | x",
            "worker 0 | x",
            "worker 1 | still heard",
            "worker 0 | 999997 more lines were left out (limit output-lines = 3).",
            "worker 0 | heard again"),
        heard);
  }

  @Test
  void whoHasNothingToSayForASecondIsForgotten() {
    for (int i = 0; i < 1_000; i++) {
      chatter.say("worker " + i + " | ", "x");
    }
    assertEquals(1_000, inASecond.size());

    aSecondPasses();
    aSecondPasses();

    assertTrue(inASecond.isEmpty());
    chatter.say("worker 0 | ", "y");
    assertEquals(1, inASecond.size());
  }
}

package freeworker.broker.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SightingTest {
  private static final String SPEC = "@@ spec checksum=c broker=b:1 owner=o order=x";
  private static final String BORROWED =
      "@@ borrowed worker  workers 0, 1, 12 can be borrowed at b:1.";

  @Test
  void whatALoginShellSaysBesideIsNoAnswer() {
    Sighting seen = Sighting.of(List.of("Welcome to lab1!", "end ok", " @@ end ok"));

    assertFalse(seen.complete());
    assertEquals(State.DOWN, seen.state());
  }

  @Test
  void aCrewIsUpWhenEachOfItsWorkersHasAProcess() {
    Sighting seen =
        Sighting.of(List.of(SPEC, BORROWED, "@@ running 77 3601", "@@ processes 4", "@@ end ok"));

    assertTrue(seen.complete());
    assertEquals(State.UP, seen.state());
    assertEquals(3, seen.wanted());
    assertEquals(3, seen.workers(), "the fourth is a spare one");
    assertEquals(3601, seen.seconds());
    assertEquals(new Spec("c", "b:1", "o", "x"), seen.spec().orElseThrow());
  }

  @Test
  void aCrewWithoutProcessesWaitsForItsBroker() {
    Sighting seen =
        Sighting.of(
            List.of(
                SPEC,
                BORROWED,
                "@@ running 77 5",
                "@@ processes 0",
                "@@ last worker  the broker at b:1 does not answer"));

    assertEquals(State.WAITING, seen.state());
    assertEquals("the broker at b:1 does not answer", seen.last());
  }

  @Test
  void aCrewThatIsThereAndDoesNotRunIsDead() {
    Sighting seen = Sighting.of(List.of(SPEC, BORROWED, "@@ last worker  stopping"));

    assertEquals(State.DEAD, seen.state());
    assertEquals("it said last: stopping", seen.lastWords());
  }

  @Test
  void aSingleWorkerCountsAsOneAndNumbersThatAreNoneAsNone() {
    Sighting one = Sighting.of(List.of("@@ borrowed worker  worker 7 can be borrowed at b:1."));
    Sighting none = Sighting.of(List.of(SPEC, "@@ borrowed ", "@@ running x y", "@@ processes ?"));

    assertEquals(1, one.wanted());
    assertEquals(0, none.wanted());
    assertEquals(0, none.seconds());
    assertEquals(State.WAITING, none.state());
  }

  @Test
  void whatAHostSaysDoesNothingToATerminal() {
    assertEquals("\\u001B[2J", Sighting.of(List.of("@@ last \u001b[2J")).last());
  }

  @Test
  void aSpecReadsBackAndAStrangeOneIsNoneThatIsWanted() {
    Spec spec = new Spec("c", "[::1]:1", "o", "x");

    assertEquals(spec, Spec.parse(spec.line()));
    assertEquals(new Spec("", "", "", ""), Spec.parse("damaged = x"));
  }
}

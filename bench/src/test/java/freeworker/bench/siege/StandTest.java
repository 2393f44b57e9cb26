package freeworker.bench.siege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker stood an assault when it let nobody in, stayed small and served a client soon. */
class StandTest {
  private static final Assault ASSAULT = new Assault("a knock", false, (random, until, t) -> {});
  private static final Vitals SMALL = new Vitals(40, 100 << 20);
  private static final Duration SOON = Duration.ofMillis(80);

  private final Tally tally = new Tally();

  @Test
  void whatStaysWithinItsBoundsHolds() {
    tally.add(End.CLOSED, 3);
    tally.add(End.WAITING);

    Stand stand = Stand.of(ASSAULT, tally, SOON, SMALL, SOON);

    assertEquals(List.of(), stand.broken());
    assertTrue(stand.line().contains("3 closed, 1 left waiting"), stand::line);
    assertTrue(stand.json().contains("\"held\": true"), stand::json);
  }

  @Test
  void eachBoundIsNamedThatDoesNot() {
    tally.add(End.LET_IN);
    var large = new Vitals(Stand.MOST_THREADS + 1, Stand.MOST_RESIDENT + 1);

    Stand stand = Stand.of(ASSAULT, tally, SOON, large, Stand.LONGEST.plusMillis(1));

    assertEquals(4, stand.broken().size(), stand.broken()::toString);
    assertTrue(stand.line().endsWith("BROKEN"), stand::line);
  }
}

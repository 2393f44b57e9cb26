package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.ledger.Quantum;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static Quantum millis(long within, long between) {
    return new Quantum(Duration.ofMillis(within), Duration.ofMillis(between));
  }

  @Test
  void betweenKeysATurnLastsTenTimesTheShortestStart() {
    var turns = new Turns(new Allowance(1 << 30, Map.of()));

    assertEquals(millis(50, 1_000), turns.quantum());
    assertEquals(millis(50, 9_000), turns.started(Duration.ofMillis(900)));
    assertEquals(millis(50, 4_000), turns.started(Duration.ofMillis(400)));
    assertEquals(millis(50, 4_000), turns.started(Duration.ofMillis(700)));
    assertEquals(millis(50, 1_000), turns.started(Duration.ofMillis(30)));
  }

  @Test
  void anOperatorMakesThemLonger() {
    var set = Map.of(Limit.TURN, 5_000_000L, Limit.TURN_BETWEEN_KEYS, 60_000_000_000L);
    var turns = new Turns(new Allowance(1 << 30, set));

    assertEquals(millis(5, 60_000), turns.started(Duration.ofMillis(400)));
  }
}

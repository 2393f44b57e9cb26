package freeworker.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a claim costs is measured elsewhere; here only that it is, and what is made of it. */
class LedgerGrowthTest {
  @ParameterizedTest
  @EnumSource
  void eachShapeGoesRoundAndRound(LedgerShape shape) {
    LedgerShape.Turn turn = shape.turn(10);
    for (int i = 0; i < 10_000; i++) {
      turn.take();
    }

    Map<Integer, Spread> nanos = new LedgerCost(2, 1, 1).of(shape, List.of(10, 100));

    assertEquals(List.of(10, 100), List.copyOf(nanos.keySet()));
    assertTrue(nanos.values().stream().allMatch(spread -> spread.least() > 0));
  }

  @Test
  void whatGrowsTooMuchIsMissed() {
    var steep = new LinkedHashMap<Integer, Spread>();
    steep.put(10, new Spread(100, 90, 110));
    steep.put(100, new Spread(250, 200, 300));
    var flat = new LinkedHashMap<Integer, Spread>();
    flat.put(10, new Spread(100, 90, 110));
    flat.put(1_000, new Spread(390, 200, 500));

    Findings findings =
        LedgerGrowth.findings(
            List.of(
                new LedgerGrowth.Row(LedgerShape.IDLE, steep),
                new LedgerGrowth.Row(LedgerShape.WAITERS_OF_ONE, flat)));

    assertEquals(
        List.of(false, true, true), findings.promises().stream().map(Promise::held).toList());
    assertFalse(findings.held());
  }
}

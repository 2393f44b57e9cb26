package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration PACE = Duration.ofMillis(800);

  private static Terms terms(long seed, Duration lasting, boolean broker, boolean cut) {
    return new Terms(seed, lasting, 3, 3, PACE, broker, cut);
  }

  private static List<Plan.Step> steps(Terms terms) {
    var plan = new Plan(terms);
    return Stream.generate(plan::next).limit(1000).toList();
  }

  private static Set<Plan.Kind> kinds(Terms terms) {
    var kinds = EnumSet.noneOf(Plan.Kind.class);
    steps(terms).forEach(step -> kinds.add(step.kind()));
    return kinds;
  }

  @Test
  void aSeedIsAlwaysTheSamePlanAndAnotherIsAnother() {
    assertEquals(steps(terms(7, MINUTE, true, true)), steps(terms(7, MINUTE, true, true)));
    assertFalse(steps(terms(7, MINUTE, true, true)).equals(steps(terms(8, MINUTE, true, true))));
  }

  @Test
  void aMinuteHasFortyFaultsWithAnySeed() {
    for (long seed = 0; seed < 200; seed++) {
      var plan = new Plan(terms(seed, MINUTE, false, false));
      Duration at = Duration.ZERO;
      for (int i = 0; i < 40; i++) {
        at = at.plus(plan.next().pause());
      }
      assertTrue(at.compareTo(MINUTE) < 0, "seed " + seed + ": 40 faults take " + at);
    }
  }

  @Test
  void brokerAndNetworkAreLeftAloneUnlessAskedFor() {
    assertEquals(
        EnumSet.range(Plan.Kind.KILL_WORKER, Plan.Kind.SILENCE_CLIENT),
        kinds(terms(1, MINUTE, false, false)));
    assertEquals(EnumSet.allOf(Plan.Kind.class), kinds(terms(1, MINUTE, true, true)));
  }

  @Test
  void aShortRunHasNoTimeForALongSilence() {
    assertFalse(
        kinds(terms(1, Duration.ofSeconds(10), false, false)).contains(Plan.Kind.SILENCE_CLIENT));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 3, 3, 0.8, --seconds",
    "60, 0, 3, 0.8, --workers",
    "60, 65, 3, 0.8, --workers",
    "60, 3, 0, 0.8, --clients",
    "60, 3, 3, 0.01, --pace",
    "60, 3, 3, 61, --pace",
    "NaN, 3, 3, 1, --seconds",
    "-1, 3, 3, 1, --seconds",
    "1e300, 3, 3, 1, --seconds",
  })
  void termsThatMakeNoRunAreRefusedByName(
      double seconds, int workers, int clients, double pace, String option) {
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Terms(
                    1,
                    Terms.seconds("--seconds", seconds),
                    workers,
                    clients,
                    Terms.seconds("--pace", pace),
                    false,
                    false));

    assertTrue(
        String.valueOf(refused.getMessage()).startsWith(option + " must be from"),
        refused::getMessage);
  }

  @Test
  void theCommandToRepeatSaysEverything() {
    assertEquals(
        "bin/chaos --seed 7 --seconds 60 --workers 3 --clients 3 --pace 0.8 --broker",
        terms(7, MINUTE, true, false).command());
  }
}

package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static Sample rate(long perSecond) {
    var figure =
        new Figure(perSecond, perSecond, 1_000_000_000, 1_000_000_000 / perSecond, 1L << 40);
    return new Sample(
        figure, new Cost(perSecond * 7_000, perSecond * 2_000, perSecond * 3_000), 0.25, 0);
  }

  @Test
  void comparesALineWithItsFloorInTheSameRound() {
    var results = new Results();
    // The machine was ten times slower in the second round, for both.
    for (long speed : List.of(1000, 100, 1000)) {
      results.add(Line.FLOOR_1X1, rate(speed * 4));
      results.add(Line.L, rate(speed));
    }

    Optional<Double> ratio = results.ratio(Line.L, sample -> sample.figure().perSecond());

    assertEquals(Optional.of(0.25), ratio);
    assertEquals(Optional.empty(), results.ratio(Line.FLOOR_1X1, sample -> 1));
    assertEquals(Optional.empty(), results.ratio(Line.T, sample -> 1), "neither was measured");
  }

  @Test
  void saysMedianAndSpreadAndWhoUsedTheProcessor() {
    var results = new Results();
    List.of(1000, 3000, 2000).forEach(speed -> results.add(Line.T, rate(speed)));

    String row = results.rows().get(0);

    assertTrue(row.contains("| 2,000 (1,000-3,000) |"), row);
    assertTrue(row.contains("| 7.0 + 2.0 + 3.0 |"), row);
    assertTrue(row.contains("| 25 % |"), row);
  }
}

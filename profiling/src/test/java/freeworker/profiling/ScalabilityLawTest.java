package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.ScalabilityLaw.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalabilityLawTest {
  private static final long SEED = 20_261_121;

  private static List<Point> points(ScalabilityLaw law, int most, double noise, long seed) {
    var random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (int n = 1; n <= most; n++) {
      points.add(new Point(n, law.throughput(n) * (1 + noise * random.nextGaussian())));
    }
    return points;
  }

  @ParameterizedTest
  @CsvSource({
    "0.28, 0.02, 0.0005",
    "1000, 0.1, 0.002",
    "0.28, 0.05, 0",
    "5, 0, 0.003",
    "0.28, 0, 0",
    "7, 0.9, 0.01"
  })
  void theLawBehindExactPointsIsFound(double single, double contention, double coherence) {
    var law = new ScalabilityLaw(single, contention, coherence, 0);

    ScalabilityLaw found = ScalabilityLaw.fit(points(law, 12, 0, SEED)).orElseThrow();

    assertEquals(single, found.single(), 1e-3 * single);
    assertEquals(contention, found.contention(), 1e-3);
    assertEquals(coherence, found.coherence(), 1e-4);
    assertEquals(0, found.misfit(), 1e-4);
    assertTrue(found.good());
  }

  @Test
  void theLawBehindNoisyPointsIsFoundNearly() {
    var law = new ScalabilityLaw(0.28, 0.05, 0.002, 0);

    for (long seed = SEED; seed < SEED + 50; seed++) {
      ScalabilityLaw found = ScalabilityLaw.fit(points(law, 32, 0.01, seed)).orElseThrow();

      assertEquals(0.05, found.contention(), 0.02, "seed " + seed);
      assertEquals(0.002, found.coherence(), 0.0005, "seed " + seed);
      assertEquals(0.01, found.misfit(), 0.005, "seed " + seed);
    }
  }

  @Test
  void tooFewPointsHaveNoLaw() {
    assertTrue(ScalabilityLaw.fit(List.of()).isEmpty());
    assertTrue(ScalabilityLaw.fit(List.of(new Point(1, 1), new Point(2, 2))).isEmpty());
    assertTrue(
        ScalabilityLaw.fit(List.of(new Point(2, 1), new Point(2, 2), new Point(2, 3))).isEmpty());
    assertTrue(
        ScalabilityLaw.fit(List.of(new Point(1, 0), new Point(2, 0), new Point(3, 0))).isEmpty());
  }

  @Test
  void strangePointsGiveAWholeLawOrNone() {
    var random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      List<Point> points = new ArrayList<>();
      int count = 3 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        double throughput = random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextInt(24) - 12);
        points.add(new Point(1 + random.nextInt(65_536), throughput));
      }

      ScalabilityLaw.fit(points)
          .ifPresent(
              law -> assertTrue(Double.isFinite(law.throughput(200_000)), points + " " + law));
    }
  }

  @Test
  void pointsThatFollowNoLawAreABadFit() {
    List<Point> points =
        List.of(new Point(1, 1), new Point(2, 0.1), new Point(3, 3), new Point(4, 0.1));

    assertFalse(ScalabilityLaw.fit(points).orElseThrow().good());
  }

  @Test
  void moreThanLinearIsNotBelieved() {
    List<Point> points = List.of(new Point(1, 1), new Point(2, 2.1), new Point(3, 3.3));

    ScalabilityLaw law = ScalabilityLaw.fit(points).orElseThrow();

    assertEquals(0, law.contention());
    assertEquals(0, law.coherence());
    assertTrue(law.peak().isEmpty());
  }

  @Test
  void theThroughputIsHighestAtThePeak() {
    var law = new ScalabilityLaw(1, 0.19, 0.01, 0);

    assertEquals(9, law.peak().orElseThrow(), 1e-12);
    assertTrue(law.throughput(9) > law.throughput(8));
    assertTrue(law.throughput(9) > law.throughput(10));
  }

  @Test
  void aLawOrAPointThatCannotBeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ScalabilityLaw(0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ScalabilityLaw(1, 1.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new ScalabilityLaw(1, 0, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Point(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Point(1, Double.NaN));
  }
}

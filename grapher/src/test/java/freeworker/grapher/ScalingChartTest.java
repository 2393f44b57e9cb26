package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.ScalabilityLaw;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingChartTest {
  @TempDir private Path folder;

  /** A table of as many clients as workers that follows a law. */
  private static String law(int most, double contention, double coherence) {
    var law = new ScalabilityLaw(2 / 7.0, contention, coherence, 0);
    var numbers = new double[3 * most];
    for (int i = 0; i < most; i++) {
      numbers[3 * i] = i + 1;
      numbers[3 * i + 1] = i + 1;
      numbers[3 * i + 2] = law.throughput(i + 1);
    }
    return SweepTables.of(numbers);
  }

  private SweepRuns drawn(String table) throws Exception {
    SweepRuns run = new SweepRuns(folder).table(table);
    assertEquals(0, run.grapher("benchmarks.csv"), () -> run.err().toString());
    return run;
  }

  private static void holds(String page, String... words) {
    for (String word : words) {
      assertTrue(page.contains(word), word + " in " + page);
    }
  }

  @Test
  void theSecondPageProjectsTheLawAndSaysSo() throws Exception {
    SweepRuns run = drawn(law(4, 0.005, 0));

    holds(
        run.page("benchmark.pdf", 2),
        "12 workers should give 3.25 tasks/s, 95 % of perfect",
        "not measured: projected",
        "4 points with as many clients as workers, 0.0 % off the law",
        "\u03c3 0.005",
        "workers, each with a client",
        "measured",
        "scalability law",
        "perfect");
    BufferedImage picture = run.picture("benchmark-scaling.png");
    assertTrue(SweepRuns.pixels(picture, Look.AVERAGE) > 4 * 200, "orange points");
    assertTrue(SweepRuns.pixels(picture, Look.BUSY) > 1_000, "a blue line");
    double band =
        SweepRuns.pixels(picture, ScalingChart.PROJECTED)
            / (double) (picture.getWidth() * picture.getHeight());
    assertTrue(band > 0.25, "the projection is shaded: " + band);
    assertTrue(run.out().get(1).endsWith("plots/benchmark-scaling.png"), run.out()::toString);
  }

  @Test
  void aPeakIsSaidInsteadOfABrightFuture() throws Exception {
    SweepRuns run = drawn(law(8, 0.02, 0.02));

    holds(run.page("benchmark.pdf", 2), "More than 7 workers should not help");
  }

  @Test
  void whatIsNotPossibleIsLeftOutAndSaidToBe() throws Exception {
    SweepRuns run = drawn(SweepTables.of(1, 1, 0.27, 2, 2, 0.54, 3, 3, 1.9, 4, 4, 1.07, 5, 5, 1.3));

    String page = run.page("benchmark.pdf", 2);
    holds(page, "4 points", "left out of the law, because they are not possible: 3 workers.");
    assertTrue(SweepRuns.pixels(run.picture("benchmark-scaling.png"), Look.WRONG) > 50);
  }

  @Test
  void twoPointsAreNoReasonForAProjection() throws Exception {
    SweepRuns run = drawn(SweepTables.of(1, 1, 0.27, 2, 2, 0.54, 2, 1, 0.27));

    String page = run.page("benchmark.pdf", 2);
    holds(
        page,
        "no projection: the law needs 3 possible cells with as many clients as workers, there are 2",
        "2 workers gave 0.54 tasks/s, 95 % of perfect; nothing is said of more");
    assertFalse(page.contains("not measured"), page);
    assertEquals(0, SweepRuns.pixels(run.picture("benchmark-scaling.png"), ScalingChart.PROJECTED));
  }

  @Test
  void pointsThatFollowNoLawAreNotProjected() throws Exception {
    SweepRuns run = drawn(SweepTables.of(1, 1, 0.28, 2, 2, 0.02, 3, 3, 0.8, 4, 4, 0.1));

    String page = run.page("benchmark.pdf", 2);
    holds(page, "no projection: the points do not follow the law, they are");
    assertFalse(page.contains("not measured"), page);
  }

  @Test
  void aGridWithoutSuchCellsAndOneOfNothingHaveASecondPageToo() throws Exception {
    SweepRuns run = drawn(SweepTables.of(1, 2, 0.3, 2, 4, 0.6));
    holds(run.page("benchmark.pdf", 2), "there is none", "Nothing measured tells");

    drawn(SweepTables.of(1, 1, 0, 2, 2, 0, 3, 3, 0));
    holds(run.page("benchmark.pdf", 2), "no projection: the scalability law fits to none");
  }

  @Test
  void ticksAreRoundNumbers() {
    assertEquals(List.of(0.0, 2.0, 4.0, 6.0, 8.0, 10.0), new Ticks(10.5, 8, 0).all());
    assertEquals("0.25".length(), new Ticks(0.3, 8, 0).text(0.25).length());
    assertEquals(List.of(0.0, 1.0, 2.0), new Ticks(2.04, 15, 1).all());
    assertEquals(1, new Ticks(0, 8, 0).all().size());
  }
}

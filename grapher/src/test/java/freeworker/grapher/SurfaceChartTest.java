package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurfaceChartTest {
  private static final String PROFILE =
      ",Timestamp,Busy,Finished\n0,0,\"[1, 0]\",0.0\n1,3,\"[0, 0]\",1.0\n";

  @TempDir private Path folder;

  private SweepRuns drawn(String table) throws Exception {
    SweepRuns run = new SweepRuns(folder).table(table);
    assertEquals(0, run.grapher("--surface", "benchmarks.csv"), () -> run.err().toString());
    return run;
  }

  @Test
  void theSurfaceIsDrawnWhenItIsAskedFor() throws Exception {
    SweepRuns run = drawn(SweepTables.original());

    String page = run.page("surface.pdf", 1);
    for (String word : List.of("workers", "functions", "as a surface", "best 1.07")) {
      assertTrue(page.contains(word), word + " in " + page);
    }
    assertTrue(SweepRuns.pixels(run.picture("surface.png"), Look.WRONG) > 300, "3 red points");
    assertTrue(run.out().get(1).contains("plots/surface.pdf"), run.out()::toString);
    assertEquals(
        0,
        SweepRuns.pixels(run.picture("surface.png").getSubimage(0, 110, 1920, 50), Look.GRID),
        "nothing reaches up to the heading");
    assertTrue(run.drew("benchmark.pdf"), "beside the other charts");
  }

  @Test
  void itIsNotDrawnOtherwise() throws Exception {
    SweepRuns run = new SweepRuns(folder).table(SweepTables.original());

    run.grapher("benchmarks.csv");

    assertFalse(run.drew("surface.pdf"));
  }

  @Test
  void aPieceHasTheShadeOfItsMean() throws Exception {
    SweepRuns run = drawn(SweepTables.of(1, 1, 0, 1, 2, 0, 2, 1, 0, 2, 2, 0.5));

    assertTrue(SweepRuns.pixels(run.picture("surface.png"), Shades.of(0.25)) > 50_000);
  }

  @Test
  void aRowAPointAndAGridWithHolesAreDrawn() throws Exception {
    SweepRuns run = drawn(SweepTables.of(2, 3, 0.4));
    assertTrue(SweepRuns.pixels(run.picture("surface.png"), Look.BUSY) > 100, "one point");

    drawn(SweepTables.of(1, 1, 0.2, 1, 2, 0.3, 1, 3, 0.3));
    drawn(SweepTables.of(1, 1, 0.2, 1, 2, 0.3, 2, 1, 0.2, 3, 3, 0.8));
    drawn(SweepTables.of(1, 1, 0, 1, 2, 0, 2, 1, 0, 2, 2, 0));
    drawn(SweepTables.square(64));
  }

  @Test
  void aProfileWithoutASweepHasNoSurface() throws Exception {
    SweepRuns run = new SweepRuns(folder).file("results_2.csv", PROFILE);

    assertEquals(66, run.grapher("--surface", "results_2.csv"));

    assertEquals(
        List.of(
            "grapher: no profiling/benchmarks.csv, so there is no surface to draw.",
            "  A sweep is measured by:  benchmark"),
        run.err());
    assertFalse(run.drew("busy.pdf"), "nothing is drawn");
  }
}

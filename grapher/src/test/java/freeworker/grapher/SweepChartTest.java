package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepChartTest {
  private static final String PROFILE =
      ",Timestamp,Busy,Finished\n0,0,\"[1, 0]\",0.0\n1,3,\"[0, 0]\",1.0\n";

  @TempDir private Path folder;

  private SweepRuns table(String text) throws Exception {
    return new SweepRuns(folder).table(text);
  }

  @Test
  void eachCellSaysItsValueAndItsShareOfTheLimit() throws Exception {
    SweepRuns run = table(SweepTables.original());

    assertEquals(0, run.grapher("benchmarks.csv"), () -> run.err().toString());

    String page = run.page("benchmark.pdf", 1);
    for (String word :
        List.of("1.07", "94 %", "0.27", "workers", "clients at once", "best 1.07: 4 workers, 4")) {
      assertTrue(page.contains(word), word + " in " + page);
    }
    assertEquals("16 cells, best 1.07: 4 workers, 4 clients", run.out().get(0));
    assertTrue(run.out().get(1).startsWith("wrote plots/benchmark.pdf"), run.out()::toString);
  }

  @Test
  void aPageAndPicturesForPagesHoldTheSweepToo() throws Exception {
    SweepRuns run = table(SweepTables.original());

    assertEquals(0, run.grapher("benchmarks.csv", "--format", "svg,html", "--surface"));

    for (String name : List.of("benchmark", "benchmark-scaling", "surface")) {
      String svg = Files.readString(folder.resolve("plots/" + name + ".svg"));
      assertTrue(svg.contains("<svg") && svg.contains("<text"), name);
    }
    String page = Files.readString(folder.resolve("plots/benchmark.html"));
    assertEquals(2, page.split("<svg", -1).length - 1);
    assertTrue(page.contains("<td>234 %</td>"), page);
    assertFalse(page.contains("<script"), page);
  }

  @Test
  void theSameSweepMakesTheSameFiles() throws Exception {
    SweepRuns run = table(SweepTables.original());
    for (String name : List.of("benchmark.pdf", "benchmark.png", "benchmark.svg")) {
      run.grapher("benchmarks.csv", "--format", "pdf,png,svg");
      byte[] once = Files.readAllBytes(folder.resolve("plots").resolve(name));
      run.grapher("benchmarks.csv", "--format", "pdf,png,svg");
      assertArrayEquals(once, Files.readAllBytes(folder.resolve("plots").resolve(name)), name);
    }
  }

  @Test
  void whatNoWorkersCanHaveDoneIsRedAndTheReasonIsSaid() throws Exception {
    SweepRuns run = table(SweepTables.original());

    run.grapher("benchmarks.csv");

    String page = run.page("benchmark.pdf", 1);
    assertTrue(page.contains("3 of 16 cells show more than is possible"), page);
    assertTrue(page.contains("234 % \u2014 not possible"), page);
    assertTrue(page.contains("a worker was lent to several clients at once"), page);
    assertEquals(
        "note: profiling/benchmarks.csv: 0.58 tasks/s is 174 % of what is possible with 1 worker"
            + " and 3 clients.",
        run.err().get(0));
    BufferedImage picture = run.picture("benchmark.png");
    assertTrue(SweepRuns.pixels(picture, Look.WRONG) > 1_000, "labels");
    assertTrue(SweepRuns.pixels(picture, Shades.NOT_POSSIBLE) > 10_000);
  }

  @Test
  void theBestCellIsDarkAndWhiteGapsPartTheCells() throws Exception {
    SweepRuns run = table(SweepTables.square(3));

    run.grapher("benchmarks.csv");

    BufferedImage picture = run.picture("benchmark.png");
    assertEquals(2 * Look.WIDTH, picture.getWidth());
    var chart = chart(SweepTables.square(3));
    var best = chart.place(2, 2);
    assertEquals(Shades.of(1), colour(picture, best.getX() + 4, best.getY() + 4));
    assertEquals(Color.WHITE, colour(picture, best.getX() - 2, best.getCenterY()));
    assertEquals(Color.WHITE, colour(picture, best.getCenterX(), best.getMaxY() + 1));
    assertTrue(best.getY() < chart.place(2, 0).getY(), "more clients are further up");
    assertEquals(0, SweepRuns.pixels(picture, Look.WRONG));
  }

  private static Color colour(BufferedImage picture, double x, double y) {
    return new Color(picture.getRGB((int) (2 * x), (int) (2 * y)));
  }

  private SweepChart chart(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("table.csv"), text);
    Path fontconfig = Fonts.prepare();
    Files.delete(fontconfig);
    return new SweepChart(
        new SweepView(freeworker.profiling.Sweep.read(file)), new Look(Fonts.load()));
  }

  @Test
  void ourOwnColumnsAddTheShareOfTheBestSchedule() throws Exception {
    SweepRuns run =
        table(
            "Workers,Functions,Throughput,Tasks,Seconds,TaskSeconds,ThinkSeconds,ProcessSeconds\n"
                + "2.0,3.0,0.6,15.0,25.0,3.0,0.5,0.25\n");

    run.grapher("benchmarks.csv");

    String page = run.page("benchmark.pdf", 1);
    assertTrue(page.matches("(?s).*90 % \u00b7 \\d+ % of the best.*"), page);
    assertTrue(page.contains("2 workers did 0.60 tasks/s for 3 clients"), page);
  }

  @Test
  void aCellThatWasNotMeasuredIsDrawnAsMissing() throws Exception {
    SweepRuns run = table(SweepTables.of(1, 1, 0.27, 2, 2, 0.54, 2, 1, 0.27));

    run.grapher("benchmarks.csv");

    assertTrue(run.page("benchmark.pdf", 1).contains("Crossed out: not measured."));
    assertTrue(SweepRuns.pixels(run.picture("benchmark.png"), Look.LANE) > 5_000);
  }

  @Test
  void aLargeGridLeavesTextOutBeforeItOverlaps() throws Exception {
    SweepRuns run = table(SweepTables.square(16));
    assertEquals(0, run.grapher("benchmarks.csv", "--format", "pdf"));
    assertTrue(run.page("benchmark.pdf", 1).contains("4.11"), "two digits at 16 x 16");

    run.table(SweepTables.square(64));
    assertEquals(0, run.grapher("benchmarks.csv"));

    String page = run.page("benchmark.pdf", 1);
    assertTrue(page.contains("16.5 tasks/s"), "the scale tells the highest: " + page);
    assertFalse(page.contains("4.11"), "no cell has room for its value: " + page);
  }

  @Test
  void nothingAboveZeroAndHugeValuesAreDrawn() throws Exception {
    SweepRuns run = table(SweepTables.of(1, 1, 0, 2, 2, 0));
    assertEquals(0, run.grapher("benchmarks.csv"));

    run.table(SweepTables.of(1, 1, 1e12, 65536, 65536, 1));
    assertEquals(0, run.grapher("benchmarks.csv"));

    assertTrue(run.page("benchmark.pdf", 1).contains("1 of 2 cells shows more"));
  }

  @Test
  void aDiagonalOfHundredsIsDrawn() throws Exception {
    var numbers = new double[3 * 600];
    for (int i = 0; i < 600; i++) {
      numbers[3 * i] = i + 1;
      numbers[3 * i + 1] = i + 1;
      numbers[3 * i + 2] = 0.25 * (i + 1);
    }
    SweepRuns run = table(SweepTables.of(numbers));

    assertEquals(0, run.grapher("benchmarks.csv", "--format", "png"));
  }

  @Test
  void aBrokenTableIsRefusedWithItsLine() throws Exception {
    SweepRuns run = table("Workers,Functions,Throughput\n1,1,0.2\n1,two,0.2\n");

    assertEquals(65, run.grapher("benchmarks.csv"));

    assertEquals(
        List.of(
            "grapher: profiling/benchmarks.csv, line 3: Functions is \"two\", expected a number that"
                + " is not negative.",
            "  Drew nothing."),
        run.err());
    assertFalse(run.drew("benchmark.pdf"));
    assertEquals(65, run.table("").grapher("benchmarks.csv"), "an empty file");
    assertEquals(65, run.table("Workers,Functions,Throughput\n").grapher("benchmarks.csv"));
    assertEquals(2, run.table(SweepTables.original()).grapher("--audit", "benchmarks.csv"));
  }

  @Test
  void theSweepInTheFolderOfAProfileIsDrawnToo() throws Exception {
    SweepRuns run = table(SweepTables.square(2)).file("results_2.csv", PROFILE);

    assertEquals(0, run.grapher("results_2.csv"), () -> run.err().toString());

    assertTrue(run.out().get(2).contains("plots/benchmark.pdf  plots/benchmark.png"));
    assertTrue(run.drew("benchmark.pdf"));
  }

  @Test
  void aBrokenSweepBesideAProfileIsOnlyNoted() throws Exception {
    SweepRuns run = table("Workers,Functions,Throughput\n1,1,x\n").file("results_2.csv", PROFILE);

    assertEquals(0, run.grapher("results_2.csv"));

    assertTrue(
        run.err().get(0).startsWith("note: profiling/benchmarks.csv, line 2: Throughput is \"x\""),
        run.err()::toString);
    assertFalse(run.drew("benchmark.pdf"));
  }

  @Test
  void aTableOfAnotherNameIsKnownByItsFirstLine() throws Exception {
    SweepRuns run = new SweepRuns(folder).file("older.csv", SweepTables.square(2));

    assertEquals(0, run.grapher("--json", "older.csv"), () -> run.err().toString());

    assertTrue(
        run.out().get(0).startsWith("{\"sweep\":\"older.csv\",\"cells\":4,\"not_possible\":0,"),
        run.out()::toString);
  }

  @Test
  void textHasTheContrastThatReadersNeed() {
    for (int i = 0; i <= 100; i++) {
      Color ground = Shades.of(i / 100.0);
      assertTrue(Shades.contrast(Shades.on(ground), ground) >= Shades.READABLE, ground::toString);
    }
    assertTrue(Shades.contrast(Color.WHITE, Look.WRONG) >= Shades.READABLE);
    assertEquals(21, Shades.contrast(Color.BLACK, Color.WHITE), 1e-9);
  }
}

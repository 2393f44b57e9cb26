package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRowsTest {
  private static final int WORKERS = 3;
  private static final int COLUMNS = 100;

  @TempDir private Path folder;

  /** A run at random, and what a chart of it has to show. */
  private static final class Run {
    private final boolean[] flags = new boolean[WORKERS];
    private final double[] since = new double[WORKERS];
    private final double[][] busy = new double[WORKERS][COLUMNS];
    private final double[] tasks = new double[COLUMNS];
    private final double[] times;
    private final double seconds;
    private double allBusy;
    private int finished;

    /**
     * Writes so many rows, each a thousandth of a second after the one before, with a few rests.
     */
    Run(Path file, int rows, Random random) throws IOException {
      seconds = (rows - 1) / 1000.0;
      times = new double[rows];
      int kept = 0;
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.write(",Timestamp,Busy,Finished,Event,Waiting\n");
        for (int row = 0; row < rows; row++) {
          double now = row / 1000.0;
          int worker = random.nextInt(WORKERS);
          boolean full = flags[0] && flags[1] && flags[2];
          allBusy += full ? 0.001 : 0;
          flags[worker] ^= true;
          if (flags[worker]) {
            since[worker] = now;
          } else {
            finished++;
            times[kept++] = now - since[worker];
            end(worker, now);
          }
          out.write(row + "," + row / 1000 + "." + (1000 + row % 1000 + "").substring(1));
          out.write(",\"" + Arrays.toString(flags).replace("true", "1").replace("false", "0"));
          out.write("\"," + finished + ".0,," + (row == rows / 2 ? 77 : row % 2) + "\n");
        }
      }
      for (int worker = 0; worker < WORKERS; worker++) {
        if (flags[worker]) {
          Bins.spread(busy[worker], seconds / COLUMNS, since[worker], seconds, 1);
        }
      }
      Arrays.sort(times, 0, kept);
      times[0] = times[(kept - 1) / 2];
    }

    private void end(int worker, double now) {
      double width = seconds / COLUMNS;
      Bins.spread(busy[worker], width, since[worker], now, 1);
      Bins.spread(tasks, width, since[worker], now, 1 / (now - since[worker]));
    }
  }

  private Profile read(Run[] into, int rows) throws Exception {
    long seed = System.nanoTime();
    System.out.println("many rows: seed " + seed);
    Path file = folder.resolve("results_3.csv");
    into[0] = new Run(file, rows, new Random(seed));
    return ProfileReader.read(file, false);
  }

  @Test
  void ofVeryManyRowsABoundedPartIsKeptThatShowsTheSame() throws Exception {
    Run[] runs = new Run[1];

    Profile profile = read(runs, 600_000);

    Run run = runs[0];
    assertFalse(profile.spans().complete());
    assertEquals(0, profile.spans().size());
    assertTrue(profile.busy().size() <= 3 * StepBins.MOST + 1);
    assertTrue(profile.waiting().size() <= 3 * StepBins.MOST + 1);
    assertEquals(run.finished, profile.finished());
    assertEquals(run.finished / profile.seconds(), profile.throughput());
    assertEquals(run.times[0], profile.medianTask().orElseThrow(), run.times[0] / 2000);
    compare(run, profile, run.seconds / COLUMNS / 40);
  }

  @Test
  void ofFewRowsEachIsKept() throws Exception {
    Run[] runs = new Run[1];

    Profile profile = read(runs, 20_000);

    Run run = runs[0];
    assertTrue(profile.spans().complete());
    assertEquals(run.times[0], profile.medianTask().orElseThrow(), 1e-6);
    compare(run, profile, 1e-6);
  }

  private static void compare(Run run, Profile profile, double blur) {
    long spans = 0;
    for (int worker = 0; worker < WORKERS; worker++) {
      spans += profile.spans().count(worker);
      double[] density = profile.density(worker, COLUMNS);
      for (int i = 0; i < COLUMNS; i++) {
        assertEquals(
            run.busy[worker][i] / run.seconds * COLUMNS, density[i], blur * COLUMNS / run.seconds);
      }
      double all = Arrays.stream(run.busy[worker]).sum() / run.seconds;
      assertEquals(all, profile.utilisation(worker), 1e-7);
      assertEquals(all, Arrays.stream(density).sum() / COLUMNS, 1e-7);
    }
    assertTrue(spans >= run.finished && spans <= run.finished + WORKERS);
    double[] tasks = profile.tasks(COLUMNS);
    assertEquals(run.finished, Arrays.stream(tasks).sum(), 1e-3);
    for (int i = 0; i < COLUMNS; i++) {
      assertEquals(run.tasks[i], tasks[i], 2000 * blur + 0.1);
    }
    assertEquals(run.allBusy, lasted(profile.busy(), WORKERS, run.seconds), 1e-3);
    assertEquals(0.001, lasted(profile.waiting(), 77, run.seconds), 1e-6);
  }

  /** How long it was so much. */
  private static double lasted(Steps steps, int value, double end) {
    double lasted = 0;
    for (int i = 0; i < steps.size(); i++) {
      double until = i + 1 < steps.size() ? steps.at(i + 1) : end;
      lasted += steps.value(i) == value ? until - steps.at(i) : 0;
    }
    return lasted;
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Engine;
import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.profiling.SweepRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of the original's profiles read ours; needs Debian's python3-pandas. */
@Tag("outer")
class PandasTest {
  /** What the original's grapher does with a profile before it draws. */
  private static final String ORIGINAL =
      """
      import json, sys
      import pandas as pd
      df = pd.read_csv(sys.argv[1], index_col=0)
      seconds = df["Timestamp"].iloc[-1] - df["Timestamp"].iloc[0]
      print("Throughput = ", float(df["Finished"].iloc[-1] / seconds))
      print(max(sum(json.loads(row)) for row in df["Busy"]), list(df.columns[:3]))
      """;

  /** What the original's grapher does with a sweep before it draws. */
  private static final String ORIGINAL_SWEEP =
      """
      import sys
      import pandas as pd
      df = pd.read_csv(sys.argv[1])
      surface = df["Throughput"].to_numpy().reshape(4, 4)
      workers = df["Workers"].to_numpy().reshape(4, 4)
      clients = df["Functions"].to_numpy().reshape(4, 4)
      print(df["Workers"].dtype, df["Functions"].dtype, df["Throughput"].dtype)
      print(list(workers[2]), list(clients[2]), list(surface[2]))
      """;

  @Test
  void pandasReshapesOurSweepAsItDoesTheOriginals(@TempDir Path folder) throws Exception {
    var sweep = new Sweep(List.of());
    for (int clients = 4; clients >= 1; clients--) {
      for (int workers = 4; workers >= 1; workers--) {
        sweep =
            sweep.with(
                SweepCell.of(
                    workers, clients, new SweepRun(8 * clients, 8 << workers, 3, 0.5, 0.25)));
      }
    }
    Path file = folder.resolve(Sweep.NAME);
    sweep.write(file);

    try (Program pandas =
        Program.run(folder, List.of("/usr/bin/python3", "-c", ORIGINAL_SWEEP, file.toString()))) {

      assertEquals(0, pandas.awaitExit(), () -> String.join("\n", pandas.err()));
      assertEquals("float64 float64 float64", pandas.out().get(0));
      assertEquals(
          "[3.0, 3.0, 3.0, 3.0] [1.0, 2.0, 3.0, 4.0] " + List.of(0.125, 0.25, 0.375, 0.5),
          pandas.out().get(1));
    }
  }

  @Test
  void pandasReadsOurProfileAndComputesTheSameThroughput(@TempDir Path folder) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2)) {
      try (Engine engine = broker.engine()) {
        for (int i = 0; i < 50; i++) {
          int number = i;
          engine.run(() -> number * number);
        }
      }
      assertEquals(0, broker.stop());
    }
    Path profile = folder.resolve("profiling/results_2.csv");
    try (Program pandas =
            Program.run(folder, List.of("/usr/bin/python3", "-c", ORIGINAL, profile.toString()));
        Program grapher = Program.start(folder, "grapher", "results_2.csv")) {
      assertEquals(0, pandas.awaitExit(), () -> String.join("\n", pandas.err()));
      assertEquals(0, grapher.awaitExit(), () -> String.join("\n", grapher.err()));

      assertEquals(pandas.out().get(0), grapher.out().get(0), "to the last digit and blank");
      assertEquals("1 ['Timestamp', 'Busy', 'Finished']", pandas.out().get(1));
    }
  }
}

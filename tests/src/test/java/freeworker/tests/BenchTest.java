package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
  @Test
  @Tag("outer") // slow
  void everyLineHasAFigureAndTheProfileKnowsEveryTask(@TempDir Path folder) throws Exception {
    try (Program bench = Program.start(folder, "bench", "--quick")) {

      int code = bench.awaitExit(Program.LIMIT.multipliedBy(3));

      assertEquals(0, code, () -> String.join("\n", bench.err()));
      List<String> rows =
          bench.out().stream().filter(line -> line.matches("\\| .*\\| +[0-9.,]+ \\(.*")).toList();
      assertTrue(rows.size() >= 11, () -> String.join("\n", bench.out()));
      Matcher counts = bench.awaitLine("tasks run: (\\d+), finished by the profile: (\\d+)");
      assertEquals(counts.group(1), counts.group(2));
      long judged =
          bench.out().stream().filter(line -> line.matches("(holds|MISSED): .* at .*")).count();
      assertTrue(judged >= 6, () -> String.join("\n", bench.out()));
    }
  }

  @Test
  @Tag("outer") // slow
  void theDoorIsMeasuredBesideNoDoor(@TempDir Path folder) throws Exception {
    try (Program bench =
        Program.start(
            folder, "bench", "door", "--rounds", "1", "--slice", "0.1", "--warm-up", "0")) {

      int code = bench.awaitExit();

      assertEquals(0, code, () -> String.join("\n", bench.err()));
      List<String> rows =
          bench.out().stream().filter(line -> line.matches("\\| .*\\| [0-9.,]+ \\(.*")).toList();
      assertEquals(3, rows.size(), () -> String.join("\n", bench.out()));
    }
  }

  @Test
  @Tag("outer") // slow
  void deathsAreMeasured(@TempDir Path folder) throws Exception {
    try (Program bench = Program.start(folder, "bench", "deaths", "--rounds", "1")) {

      int code = bench.awaitExit();

      assertEquals(0, code, () -> String.join("\n", bench.err()));
      assertEquals(4, bench.out().stream().filter(line -> line.matches("\\| .* of 1 \\|")).count());
    }
  }
}

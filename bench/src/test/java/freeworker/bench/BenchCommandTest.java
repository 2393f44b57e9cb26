package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  private final StringWriter said = new StringWriter();

  private int run(String... args) {
    var out = new PrintWriter(said, true);
    return Program.run(new BenchCommand(out, out, Path.of(".")).line(), out, out, args);
  }

  @Test
  void theGuardChoosesItsLinesAndTimesItself() {
    assertEquals(2, run("--guard", "--lines", "L"));
    assertEquals(2, run("--guard", "--slice", "9"));

    assertTrue(said.toString().contains("--guard has lines and times of its own."), said::toString);
  }
}

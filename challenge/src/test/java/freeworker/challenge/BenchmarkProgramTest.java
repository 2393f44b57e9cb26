package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.profiling.SweepRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkProgramTest {
  @TempDir private Path folder;

  private Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--out", folder.toString()));
    all.addAll(List.of(arguments));
    return Ran.of(
        (out, err) ->
            new BenchmarkCommand(
                    out,
                    err,
                    false,
                    () -> {
                      throw new AssertionError("nothing is to be started");
                    })
                .line(),
        all.toArray(String[]::new));
  }

  private void measured(SweepRun run) throws Exception {
    new Sweep(List.of(SweepCell.of(1, 1, run))).write(folder.resolve(Sweep.NAME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workers=0|--workers must be numbers from 1 to 1024, not '0'. Try: benchmark --workers 1-4",
        "--task=soon|--task must be a number from 0 to 86400, not 'soon'. Try: benchmark --task 3",
        "--repeat=x|Invalid value for option '--repeat': 'x' is not an int. Try: benchmark --help",
        "--task=86400|this takes 120 days at least, the most is 30. Try: benchmark --quick",
        "--clients=1-1024|these are 10496000 tasks, the most is 1000000."
            + " Try: benchmark --workers 1-4 --clients 1-4",
        "results_2.csv|Unmatched argument at index 2: 'results_2.csv'. Try: benchmark --help"
      })
  void wrongUsageIsOneLineAndMeasuresNothing(String argument, String said) {
    var ran = run(argument);

    assertEquals(2, ran.code());
    assertEquals(List.of("benchmark: " + said), ran.errLines());
    assertFalse(Files.exists(folder.resolve(Sweep.NAME)));
  }

  @Test
  void whatIsMeasuredAlreadyIsShownAtOnce() throws Exception {
    measured(new SweepRun(5, 18.5, 3, 0.5, 0.25));

    var ran = run("--workers", "1", "--clients", "1");

    assertEquals(0, ran.code(), ran.err());
    assertEquals(2, ran.outLines().size(), ran.out());
    assertTrue(ran.err().contains("all cells were measured before"), ran.err());
    assertTrue(ran.err().contains("grapher " + folder.resolve(Sweep.NAME)), ran.err());
  }

  @Test
  void aLowCellIsSaidAndIsAFailureOnRequestOnly() throws Exception {
    measured(new SweepRun(5, 30, 3, 0.5, 0.25));

    var ran = run("--workers=1", "--clients=1", "--json");

    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.out().startsWith("{\"workers\":1,"), ran.out());
    assertTrue(ran.err().contains("1 worker x 1 client."), ran.err());
    assertEquals(1, run("--workers=1", "--clients=1", "--strict").code());
  }

  @Test
  void aTableOfOtherWorkIsNeverMixedWithThis() throws Exception {
    measured(new SweepRun(5, 30, 3, 0.5, 0.25));

    var ran = run("--quick");

    assertEquals(2, ran.code());
    assertEquals("", ran.out());
    assertEquals(
        "benchmark: "
            + folder.resolve(Sweep.NAME)
            + " was measured with other work: 5 tasks of 3 s a client, 0.5 s after each, not"
            + " 5 tasks of 0.5 s a client, 0.1 s after each.",
        ran.errLines().get(0));
  }
}

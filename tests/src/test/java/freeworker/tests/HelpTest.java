package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command says how it is used, in what fits a terminal. */
class HelpTest {
  private static final int WIDTH = 80;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker",
        "broker ps",
        "key",
        "key add",
        "key list",
        "key revoke",
        "deploy",
        "deploy up",
        "deploy status",
        "deploy down",
        "worker",
        "challenge",
        "challenge run",
        "challenge squares",
        "challenge compare",
        "challenge factorial",
        "challenge wordcount",
        "benchmark",
        "job",
        "job submit",
        "job list",
        "job show",
        "job result",
        "job logs",
        "job fetch",
        "job cancel",
        "job retry",
        "grapher",
        "bench",
        "bench reading",
        "bench door",
        "bench deaths",
        "bench starts",
        "chaos",
        "chaos jobs",
        "bench jobs",
        "siege"
      })
  void theHelpOfACommandFitsATerminal(String command) throws Exception {
    List<String> words = Arrays.asList((command + " --help").split(" "));
    String[] rest = words.subList(1, words.size()).toArray(String[]::new);
    try (Program program = Program.start(folder, words.get(0), rest)) {
      assertEquals(0, program.awaitExit(), program.err()::toString);

      List<String> help = program.out();
      assertTrue(help.get(0).startsWith("Usage: " + command + " "), help.get(0));
      assertEquals(List.of(), help.stream().filter(line -> line.length() > WIDTH).toList());
      assertEquals(List.of(), program.err());
    }
  }
}

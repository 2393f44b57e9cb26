package freeworker.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthCommandTest {
  private final StringWriter said = new StringWriter();

  private int run(String... args) {
    var out = new PrintWriter(said, true);
    var command = new GrowthCommand(out, new PrintWriter(new StringWriter()), Path.of("."));
    return Program.run(command.line(), out, out, args);
  }

  @Test
  void theBrainIsMeasuredInProcessesOfItsOwn(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("growth.json");

    int code = run("--quick", "--only", "LEDGER,SCALE", "--json", json.toString());

    assertTrue(code == 0 || code == 1, said.toString());
    assertTrue(said.toString().contains("| workers, all of them free |"), said.toString());
    assertTrue(
        said.toString().contains("holds:   one owner: everybody was served"), said.toString());
    assertTrue(Files.readString(json).contains("\"SCALE\":{\"tables\":["));
  }

  @Test
  void aPartThatIsNoneIsWrongUsage() {
    assertEquals(2, run("--only", "LEDGERS"));
    assertTrue(said.toString().contains("CLIENTS, FAIRNESS, WAITERS, BYTES"), said.toString());
  }
}

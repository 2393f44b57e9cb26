package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosTest {
  @Test
  void tenSecondsOfFaultsLoseNothing(@TempDir Path folder) throws Exception {
    try (Program chaos =
        Program.start(folder, "chaos", "--seed", "4", "--seconds", "10", "--pace", "0.6")) {

      int code = chaos.awaitExit(Program.LIMIT.multipliedBy(3));

      assertEquals(0, code, () -> String.join("\n", chaos.out()) + chaos.err());
      Matcher faults = chaos.awaitLine("^seed 4, (\\d+) faults: ");
      assertTrue(Integer.parseInt(faults.group(1)) >= 5, faults::group);
      List<String> held = chaos.out().stream().filter(line -> line.startsWith("  held ")).toList();
      assertEquals(10, held.size(), () -> String.join("\n", chaos.out()));
    }
  }

  @Test
  void termsThatMakeNoRunAreRefused(@TempDir Path folder) throws Exception {
    try (Program chaos = Program.start(folder, "chaos", "--workers", "0")) {

      int code = chaos.awaitExit();

      assertEquals(2, code);
      assertEquals(
          List.of("chaos: --workers must be from 1 to 64, not 0. Try: chaos --help"), chaos.err());
    }
  }
}

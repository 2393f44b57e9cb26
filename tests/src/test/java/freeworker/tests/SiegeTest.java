package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("outer") // slow
class SiegeTest {
  @Test
  void aBrokerInALittleHeapStandsEveryAttack(@TempDir Path folder) throws Exception {
    try (Program siege = Program.start(folder, "siege", "--connections", "100", "--seed", "3")) {

      int code = siege.awaitExit(Program.LIMIT.multipliedBy(2));

      assertEquals(0, code, () -> String.join("\n", siege.out()) + siege.err());
      siege.awaitLine("^It stood all 2\\d\\.$");
    }
  }

  @Test
  void nobodyElsesBrokerIsAttacked(@TempDir Path folder) throws Exception {
    try (Program siege = Program.start(folder, "siege", "--broker", "192.0.2.1:18811")) {

      int code = siege.awaitExit();

      assertEquals(2, code);
      List<String> err = siege.err();
      assertTrue(err.get(0).contains("192.0.2.1:18811 is somewhere else"), err::toString);
    }
  }
}

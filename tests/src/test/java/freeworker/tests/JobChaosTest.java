package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobChaosTest {
  @Test
  void aBrokerThatIsKilledAmongItsJobsLosesNone(@TempDir Path folder) throws Exception {
    try (Program chaos = Program.start(folder, "chaos", "jobs", "--kills", "5")) {

      int code = chaos.awaitExit(Program.LIMIT.multipliedBy(2));

      assertEquals(0, code, () -> String.join("\n", chaos.out()) + chaos.err());
    }
  }
}

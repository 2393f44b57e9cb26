package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BrokerUnreachable;
import freeworker.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartTest {
  @Test
  void anEngineGoesOnWhenItsBrokerIsBack(@TempDir Path folder) throws Exception {
    try (BrokerRun first = BrokerRun.start(folder, 1);
        Engine engine = Engine.open(first.engineAddress() + "&patience=0.2s")) {
      assertEquals(9, engine.run(() -> 3 * 3));
      first.program().signal("KILL");
      first.program().awaitExit();

      var e = assertThrows(BrokerUnreachable.class, () -> engine.run(() -> 3 * 3));
      assertTrue(e.getMessage().contains("no broker at localhost:" + first.port()), e::toString);

      String port = String.valueOf(first.port());
      try (Program again = Program.start(folder, "broker", "1", "--port", port)) {
        again.awaitLine("ready on localhost:" + port);
        assertEquals(16, engine.run(() -> 4 * 4));
      }
    }
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Engine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastReportTest {
  @Test
  @DisplayName("tasks that ended just before Ctrl+C were missing from the profile")
  void aBrokerThatIsStoppedAtOnceKnowsEveryTask(@TempDir Path folder) throws Exception {
    int tasks = 500;
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = broker.engine()) {
      for (int i = 0; i < tasks; i++) {
        int number = i;
        assertEquals(number + 1, engine.run(() -> number + 1));
      }

      assertEquals(0, broker.stop());

      List<String> rows = broker.rows(1);
      String[] last = rows.get(rows.size() - 1).split(",");
      assertEquals(tasks + ".0", last[3]);
      broker.program().awaitLine("done\\. " + tasks + " tasks, 0 failed");
    }
  }
}

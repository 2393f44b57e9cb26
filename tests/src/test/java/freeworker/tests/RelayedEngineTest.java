package freeworker.tests;

import freeworker.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an engine promises holds by relay too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayedEngineTest extends EngineContract {
  private BrokerRun broker;
  private Engine engine;

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    broker = BrokerRun.start(folder, 2, "--relay");
    engine = broker.engine();
  }

  @Override
  Engine engine() {
    return engine;
  }

  @AfterAll
  void close() {
    engine.close();
    broker.close();
  }
}

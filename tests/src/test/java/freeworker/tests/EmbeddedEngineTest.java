package freeworker.tests;

import freeworker.Engine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedEngineTest extends EngineContract {
  private final Engine engine = Engine.open("embedded:2");

  @Override
  Engine engine() {
    return engine;
  }

  @AfterAll
  void close() {
    engine.close();
  }
}

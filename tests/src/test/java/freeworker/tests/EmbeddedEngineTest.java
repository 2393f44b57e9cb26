package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.NoFreeWorker;
import freeworker.Task;
import freeworker.TaskCancelled;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedEngineTest extends EngineContract {
  private final Engine engine = Engine.open("embedded:2");

  @Override
  Engine engine() {
    return engine;
  }

  @Test
  void aTaskThatDoesNotStopKeepsItsWorkerUntilItDoes() throws Exception {
    String letGo = "freeworker.test.let-go";
    try (Engine one = Engine.open("embedded:1")) {
      Task<Integer> stubborn =
          () -> {
            while (System.getProperty(letGo) == null) {
              Thread.onSpinWait();
            }
            return 1;
          };

      // The limit is to be over while it runs, not before: what is loaded for a first task is
      // there.
      assertEquals(0, one.run(() -> 0));
      var cancelled =
          assertThrows(TaskCancelled.class, () -> one.within(Duration.ofSeconds(2)).run(stubborn));

      assertTrue(cancelled.getMessage().contains("lent again when it has"), cancelled::toString);
      assertThrows(NoFreeWorker.class, () -> one.borrow(Duration.ofMillis(50)));
      System.setProperty(letGo, "now");
      assertEquals(2, one.run(() -> 2));
    } finally {
      System.clearProperty(letGo);
    }
  }

  @AfterAll
  void close() {
    engine.close();
  }
}

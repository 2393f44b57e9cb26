package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import freeworker.Engine;
import freeworker.Outcome;
import freeworker.WorkerLost;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MapDeathTest {
  @TempDir private Path folder;

  @Test
  void anInputThatKillsItsWorkerFailsAlone() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2)) {
      try (Engine engine = broker.engine()) {
        List<Integer> inputs = IntStream.range(0, 2_000).boxed().toList();

        List<Outcome<Integer>> outcomes =
            engine
                .map(
                    inputs,
                    x -> {
                      if (x == 1_500) {
                        Runtime.getRuntime().halt(7);
                      }
                      return x * x;
                    })
                .toList();

        assertEquals(2_000, outcomes.size());
        for (Outcome<Integer> outcome : outcomes) {
          if (outcome.number() == 1_500) {
            assertInstanceOf(WorkerLost.class, outcome.failure());
          } else {
            assertEquals(outcome.number() * outcome.number(), (long) outcome.result());
          }
        }
      }
      assertEquals(0, broker.stop());
    }
    try (Program audit = Program.start(folder, "grapher", "--audit", "profiling/results_2.csv")) {
      assertEquals(0, audit.awaitExit(), audit.out()::toString);
    }
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that is told which of several free workers it lends. */
class StrategiesTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /** Which workers a client gets that borrows one at a time. */
  private static List<Integer> borrowed(Engine engine, int times) {
    List<Integer> workers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      try (BorrowedWorker worker = engine.borrow(SOON)) {
        workers.add(worker.number());
      }
    }
    return workers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-free", "round-robin", "random", "least-used"})
  void aBrokerChoosesAsItIsTold(String strategy) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 3, "--strategy", strategy)) {
      List<Integer> workers;
      try (Engine engine = broker.engine()) {
        workers = borrowed(engine, 60);
      }
      var counts = new TreeMap<Integer, Integer>();
      workers.forEach(worker -> counts.merge(worker, 1, Integer::sum));

      switch (strategy) {
        case "first-free" -> assertEquals("{0=60}", counts.toString());
        case "round-robin" ->
            assertEquals(IntStream.range(0, 60).mapToObj(i -> i % 3).toList(), workers);
        case "least-used" -> assertEquals("{0=20, 1=20, 2=20}", counts.toString());
        default -> {
          // Nine of ten million runs would miss this.
          assertEquals(3, counts.size(), counts::toString);
          counts.values().forEach(count -> assertTrue(count >= 5, counts::toString));
        }
      }
      psTells(broker, strategy, counts);
      assertEquals(0, broker.stop());
      broker.audit(3);
    }
  }

  private void psTells(BrokerRun broker, String strategy, Map<Integer, Integer> counts)
      throws Exception {
    String port = String.valueOf(broker.port());
    try (Program table = Program.start(folder, "broker", "ps", "--port", port);
        Program objects = Program.start(folder, "broker", "ps", "--json", "--port", port)) {
      assertEquals(0, table.awaitExit(), table.err()::toString);
      assertEquals(0, objects.awaitExit(), objects.err()::toString);
      assertTrue(table.out().get(0).matches("WORKER .* LENT +DONE .*"), table.out()::toString);
      for (int worker = 0; worker < 3; worker++) {
        int lent = counts.getOrDefault(worker, 0);
        String line = table.out().get(worker + 1);
        assertTrue(line.matches(worker + " +idle .* " + lent + " +0 +0 +[0-9]+"), line);
        String object = objects.out().get(worker);
        assertTrue(object.contains("\"lent\":" + lent + ","), object);
        assertTrue(object.endsWith("\"strategy\":\"" + strategy + "\"}"), object);
      }
      assertEquals("0 waiting, 0 tasks finished, strategy " + strategy, table.out().get(4));
    }
  }

  @Test
  void aStrategyThatIsNoneIsRefused() throws Exception {
    try (Program broker =
        Program.start(folder, "broker", "1", "--port", "0", "--strategy", "fastest")) {
      assertEquals(2, broker.awaitExit());

      assertEquals(
          List.of(
              "broker: --strategy must be first-free, round-robin, random, least-used,"
                  + " not 'fastest'.",
              "  Try: broker 2 --strategy round-robin"),
          broker.err());
    }
  }
}

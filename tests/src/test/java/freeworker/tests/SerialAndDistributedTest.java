package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A head and its workers: what it brings to have a list of tasks done by several. */
class SerialAndDistributedTest {
  @TempDir private Path folder;

  private Program challenge(BrokerRun broker, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of("--broker", broker.address()));
    return Program.start(folder, "challenge", all.toArray(String[]::new));
  }

  private static double figure(String json, String name) {
    return Double.parseDouble(json.replaceAll(".*\"" + name + "\":|[,}].*", ""));
  }

  /** The figures of so many tasks on so many workers. */
  private String figures(int workers, String... words) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, workers);
        Program squares = challenge(broker, words)) {
      assertEquals(0, squares.awaitExit(Duration.ofMinutes(2)), squares.err()::toString);
      List<String> out = squares.out();
      int count = out.size() - 1;
      assertEquals(
          LongStream.rangeClosed(1, count)
              .mapToObj(n -> "{\"n\":" + n + ",\"result\":" + n * n + "}")
              .toList(),
          out.subList(0, count));
      assertEquals(
          List.of(
              "== Serial run (single machine) ==",
              "== Distributed run (" + workers + " workers) =="),
          squares.err());
      String all = out.get(count);
      assertEquals(count, figure(all, "tasks"));
      assertEquals(workers, figure(all, "workers"));
      broker.stop();
      broker.audit(workers);
      return all;
    }
  }

  @Test
  void tenTasksAreFasterOnTwoWorkersAlsoWhereOthersWork() throws Exception {
    String all = figures(2, "squares", "--delay", "500ms", "--json");

    double serial = figure(all, "serial");
    double distributed = figure(all, "distributed");
    double times = figure(all, "speed_up");
    assertTrue(times >= 1.3, times + " times as fast");
    assertTrue(serial >= 5, "ten sleeps one after the other took " + serial + " s");
    assertTrue(distributed >= 2.5, "ten sleeps, two at once, took " + distributed + " s");
    assertEquals(serial / distributed, times, 1e-4);
  }

  @Test
  void fewerWorkersThanThereAreCanBeUsed() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 3);
        Program squares =
            challenge(broker, "squares", "--workers", "2", "--count", "8", "--delay", "50ms")) {
      assertEquals(0, squares.awaitExit(), squares.err()::toString);

      assertTrue(squares.out().contains("== Distributed run (2 workers) =="), "" + squares.out());
      broker.stop();
      List<String> rows = broker.rows(3);
      assertTrue(rows.stream().noneMatch(row -> row.contains("[1, 1, 1]")), rows::toString);
      assertTrue(rows.stream().anyMatch(row -> row.contains("[1, 1, 0]")), rows::toString);
    }
  }

  @Test
  void whereNoWorkerIsNobodyWaitsForTheSerialRun() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Program squares = challenge(broker, "squares")) {
      assertEquals(69, squares.awaitExit());

      assertEquals("challenge: no worker is there.", squares.err().get(0));
      assertEquals(List.of(), squares.out());
    }
  }

  @Test
  void aFunctionOfOnesOwnIsComparedTheSameWay() throws Exception {
    Path root = Program.home().resolve("../..").normalize();
    Path inputs = Files.writeString(folder.resolve("inputs.txt"), "10\n1000\n100000\n");
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Program compare =
            challenge(
                broker,
                "compare",
                root.resolve("challenge/samples/Mine.java").toString(),
                inputs.toString())) {
      assertEquals(0, compare.awaitExit(), compare.err()::toString);

      List<String> results =
          List.of("10  result = 4", "1000  result = 168", "100000  result = 9592");
      List<String> out = compare.out();
      assertEquals("== Serial run (single machine) ==", out.get(0));
      assertEquals(results, out.subList(1, 4));
      assertEquals("== Distributed run (2 workers) ==", out.get(5));
      assertEquals(results, out.subList(6, 9));
      assertTrue(out.get(12).startsWith("speed-up "), out::toString);
      assertEquals(List.of(), compare.err());
    }
  }
}

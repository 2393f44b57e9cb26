package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of the original: `broker 2`, four `challenge` at once, `grapher results_2.csv`. */
class ConcurrentClientsTest {
  /** The end of a task and of its lease are one row when fewer seconds are between them. */
  private static final double TOGETHER = 0.1;

  /** Where in a row, from Finished on, stands whether a task ended with it. */
  private static final int OK = 9;

  @TempDir private Path folder;

  @Test
  void fourClientsAtOnceLeaveEightRowsAndTheCharts() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2)) {
      List<Program> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        clients.add(Program.start(folder, "challenge", "--broker", broker.address()));
      }
      for (Program client : clients) {
        try (client) {
          assertEquals(0, client.awaitExit(), () -> String.join("\n", client.err()));
          assertEquals(List.of("9"), client.out());
        }
      }
      assertEquals(0, broker.stop());

      List<String> rows = broker.rows(2);

      long changes = rows.stream().filter(row -> !row.contains(",done,")).count();
      assertEquals(8, changes, "two rows a task:\n" + String.join("\n", rows));
      checkRows(rows);
    }
    drawsTheProfile();
  }

  /**
   * Replays the rows: each changes one flag, and each that lowers one finishes one task, unless a
   * row of its own tells of that: on a busy machine a worker may be given back long after its task,
   * or say that it ended long after it was given back.
   */
  private static void checkRows(List<String> rows) {
    boolean[] busy = new boolean[2];
    Map<Integer, Double> done = new HashMap<>();
    Set<Integer> owed = new HashSet<>();
    int finished = 0;
    double last = 0;
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i);
      String[] parts = row.split("\"");
      String[] head = parts[0].split(",");
      String[] flags = parts[1].replaceAll("[\\[\\] ]", "").split(",");
      String[] tail = parts[2].split(",", -1);
      assertEquals(String.valueOf(i), head[0], "the index counts on");
      assertTrue(Double.parseDouble(head[1]) >= last, "time does not go back: " + row);
      last = Double.parseDouble(head[1]);
      boolean ends = !tail[OK].isEmpty();
      finished += ends ? 1 : 0;
      boolean tells = tail[2].equals("done");
      Integer about = Integer.valueOf(tail[3]);
      if (tells && !owed.remove(about)) {
        done.put(about, last);
      }
      int changes = 0;
      for (int worker = 0; worker < 2; worker++) {
        boolean up = flags[worker].equals("1");
        if (up != busy[worker]) {
          changes++;
          Double told = up ? null : done.remove(worker);
          assertTrue(told == null || last - told > TOGETHER, "one row was enough: " + row);
          assertTrue(!ends || (!up && told == null), "no task ended: " + row);
          assertTrue(up || told != null || ends || owed.add(worker), "another is owed: " + row);
          busy[worker] = up;
        }
      }
      assertEquals(tells ? 0 : 1, changes, "one flag changes: " + row);
      assertTrue(parts[2].startsWith("," + finished + ".0,"), row);
    }
    assertEquals(4, finished);
    assertEquals(Set.of(), owed, "workers whose tasks did not end");
  }

  private void drawsTheProfile() throws Exception {
    try (Program grapher = Program.start(folder, "grapher", "results_2.csv")) {
      assertEquals(0, grapher.awaitExit(), () -> String.join("\n", grapher.err()));
      String line = grapher.out().get(0);
      assertTrue(line.startsWith("Throughput =  0."), line);
      double throughput = Double.parseDouble(line.substring("Throughput =  ".length()));
      assertTrue(throughput <= 2 / 3.0, "two workers can do no more: " + line);
    }
    for (String chart : List.of("busy.pdf", "throughput.pdf", "busy.png", "throughput.png")) {
      assertTrue(Files.size(folder.resolve("plots").resolve(chart)) > 1000, chart);
    }
  }
}

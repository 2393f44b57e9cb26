package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No accepted job is lost, whoever is killed. */
class JobDeathTest {
  @TempDir private Path folder;

  private Program job(int port, String command, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(command, "--broker", "localhost:" + port));
    all.addAll(Arrays.asList(words));
    return Program.start(folder, "job", all.toArray(String[]::new));
  }

  private List<String> fine(int port, String command, String... words) throws Exception {
    try (Program job = job(port, command, words)) {
      assertEquals(0, job.awaitExit(), () -> job.out() + "\n" + job.err());
      return job.out();
    }
  }

  private String script(String name, String... lines) throws Exception {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  /** Waits for a while the first time that it runs, and says which time it is. */
  private String hangsOnce(Path tries) throws Exception {
    return script(
        "once.sh",
        "echo x >> '" + tries + "'",
        "n=$(wc -l < '" + tries + "')",
        "echo try $n",
        "test $n -ge 2 || sleep 600");
  }

  @Test
  void aJobWhoseWorkerIsKilledRunsOnAnother() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      int port = broker.port();
      String id = fine(port, "submit", hangsOnce(folder.resolve("tries"))).get(0);
      try (Program logs = job(port, "logs", id, "--follow")) {
        logs.awaitLine("^try 1$");
        long worker = broker.standing().workers()[0].pid();

        Program.signal("KILL", String.valueOf(worker));

        assertEquals(List.of("try 2"), fine(port, "result", id, "--wait"));
      }
      String shown = String.join("\n", fine(port, "show", id));
      assertTrue(shown.matches("(?s).*\n1 .* lost .*\n2 .* exited .*"), shown);
      assertEquals(List.of("try 1"), fine(port, "logs", id, "--attempt", "1"));
    }
  }

  @Test
  void aJobThatIsToRunOnceIsLostWithItsWorker() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      int port = broker.port();
      Path tries = folder.resolve("tries");
      String id = fine(port, "submit", "--once", hangsOnce(tries)).get(0);
      try (Program logs = job(port, "logs", id, "--follow")) {
        logs.awaitLine("^try 1$");

        Program.signal("KILL", String.valueOf(broker.standing().workers()[0].pid()));

        try (Program result = job(port, "result", id, "--wait")) {
          assertEquals(1, result.awaitExit());
          assertTrue(
              result.err().get(0).startsWith("job: " + id + " is lost: worker 0 died: "),
              result.err()::toString);
        }
      }
      assertEquals(List.of("x"), Files.readAllLines(tries));
    }
  }

  @Test
  void jobsOutliveABrokerThatIsKilled() throws Exception {
    String port;
    String running;
    String waiting;
    String done;
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      port = String.valueOf(broker.port());
      done = fine(broker.port(), "submit", "echo", "kept").get(0);
      fine(broker.port(), "result", done, "--wait");
      running = fine(broker.port(), "submit", hangsOnce(folder.resolve("tries"))).get(0);
      try (Program logs = job(broker.port(), "logs", running, "--follow")) {
        logs.awaitLine("^try 1$");
        waiting = fine(broker.port(), "submit", "echo", "later").get(0);
        List<ProcessHandle> all = broker.program().process().descendants().toList();

        broker.program().signal("KILL");

        broker.program().awaitExit();
        Program.awaitEnd(all);
      }
    }
    try (Program again = Program.start(folder, "broker", "1", "--port", port)) {
      again.awaitLine("ready on localhost:" + port);
      int at = Integer.parseInt(port);
      assertEquals(List.of("kept"), fine(at, "result", done));
      assertEquals(List.of("try 2"), fine(at, "result", running, "--wait"));
      assertEquals(List.of("later"), fine(at, "result", waiting, "--wait"));
    }
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.FreeworkerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerStopTest {
  /** How a terminal's Ctrl+C reaches a program and all its children: a process group of its own. */
  private static final List<String> GROUP =
      List.of("bash", "-c", "set -m; \"$@\" & wait $!", "bash");

  @Test
  void ctrlCLetsARunningTaskFinishAndLeavesNoProcess(@TempDir Path folder) throws Exception {
    List<String> command = new ArrayList<>(GROUP);
    command.addAll(
        Program.interruptible(
            List.of(Program.home().resolve("bin/broker").toString(), "2", "--port", "0")));
    try (Program shell = Program.run(folder, command);
        var meeting = new Meeting()) {
      String port = shell.awaitLine("ready on localhost:(\\d+)").group(1);
      ProcessHandle broker = shell.process().children().findFirst().orElseThrow();
      List<ProcessHandle> workers = broker.children().toList();
      try (Engine engine =
          Engine.open(
              "rmi://localhost:" + port + "?key=" + folder.resolve("home/keys/client.key"))) {
        CompletableFuture<Long> answer = engine.submit(meeting.task());
        Meeting.Guest guest = meeting.await();
        shell.awaitLine("recording");

        Program.signal("INT", "-" + broker.pid());
        shell.awaitLine("stopping: no new tasks");
        guest.letGo();

        assertEquals(guest.pid(), answer.get(60, TimeUnit.SECONDS), "its result arrived");
        assertEquals(0, shell.awaitExit());
        shell.awaitLine("1 tasks, 0 failed");
        assertTrue(workers.size() >= 2, "two workers and a spare");
        Program.awaitEnd(workers);
      }
    }
  }

  @Test
  void aBrokerThatStopsUnderLoadLendsNothingMoreAndLosesNothing(@TempDir Path folder)
      throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        var meeting = new Meeting();
        Engine engine = broker.engine();
        Engine late = broker.engine()) {
      CompletableFuture<Long> running = engine.submit(meeting.task());
      Meeting.Guest guest = meeting.await();
      List<CompletableFuture<Integer>> load = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        load.add(engine.submit(() -> number * number));
      }
      load.get(0).get(60, TimeUnit.SECONDS);
      List<ProcessHandle> workers = broker.program().process().descendants().toList();

      broker.program().signal("TERM");
      broker.program().awaitLine("stopping: no new tasks");

      var e =
          assertThrows(
              FreeworkerException.class, () -> late.borrow(java.time.Duration.ofSeconds(5)));
      assertTrue(String.valueOf(e.getMessage()).contains("stopping"), e::toString);
      guest.letGo();
      assertEquals(guest.pid(), running.get(60, TimeUnit.SECONDS));
      assertEquals(0, broker.program().awaitExit());
      Program.awaitEnd(workers);
      int done = 1;
      for (int i = 0; i < load.size(); i++) {
        if (load.get(i).handle((result, failure) -> failure == null).get(60, TimeUnit.SECONDS)) {
          assertEquals(i * i, load.get(i).join());
          done++;
        }
      }
      broker.program().awaitLine("done. " + done + " tasks, 0 failed");
      broker.audit(2);
    }
  }

  @Test
  void aSecondSignalDoesNotWaitForTheTask(@TempDir Path folder) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        var meeting = new Meeting();
        Engine engine = broker.engine()) {
      var answer = engine.submit(meeting.task());
      meeting.await();

      broker.program().signal("TERM");
      broker.program().awaitLine("stopping: no new tasks");
      broker.program().signal("TERM");

      int code = broker.program().awaitExit();
      assertEquals(0, code, () -> String.join("\n", broker.program().err()));
      broker.program().awaitLine("1 cut off");
      answer.cancel(true);
    }
  }

  @Test
  void noWorkerOutlivesABrokerThatIsKilled(@TempDir Path folder) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        var meeting = new Meeting();
        Engine engine = broker.engine()) {
      var answer = engine.submit(meeting.task());
      meeting.await();
      List<ProcessHandle> workers = broker.program().process().descendants().toList();

      broker.program().signal("KILL");

      Program.awaitEnd(workers);
      answer.cancel(true);
    }
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import freeworker.TaskFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parcels that go through the broker's one port. */
class RelayTest {
  @TempDir private Path folder;

  @Test
  void aCrewThatNobodyCanDialIsBorrowedByRelay() throws Exception {
    Path lab = Enrolment.key(folder, "lab", "worker");
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Program crew = Enrolment.bring(folder, 1, broker.address(), lab, "--relay")) {
      crew.awaitLine("worker 0 can be borrowed at " + broker.address());
      broker.program().awaitLine("lab brings worker 0, by relay");
      try (Engine engine = broker.engine();
          var meeting = new Meeting()) {
        CompletableFuture<Long> answer = engine.submit(meeting.task());
        Meeting.Guest guest = meeting.await();

        assertTrue(relays(broker, "client client to worker 0"), "its connection is the broker's");

        guest.letGo();
        assertEquals(guest.pid(), answer.get(30, TimeUnit.SECONDS));
      }
    }
  }

  @Test
  void aClientMayAskForTheRelayByItself() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        var meeting = new Meeting()) {
      try (Engine engine = Engine.open(broker.engineAddress())) {
        var unused = engine.submit(meeting.task());
        Meeting.Guest guest = meeting.await();
        assertFalse(relays(broker, ""), "else it dials the worker");
        guest.letGo();
      }
      try (Engine engine = Engine.open(broker.engineAddress() + "&relay")) {
        var unused = engine.submit(meeting.task());
        Meeting.Guest guest = meeting.await();
        assertTrue(relays(broker, "client client to worker 0"));
        guest.letGo();
      }
      try (Program challenge =
          Program.start(folder, "challenge", "0.1", "--relay", "--broker", broker.address())) {
        assertEquals(0, challenge.awaitExit(), challenge.err()::toString);
        assertEquals(List.of("0.01"), challenge.out());
      }
    }
  }

  /** Whether a broker's threads are busy with such a relay. */
  private boolean relays(BrokerRun broker, String whose) throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(broker.program().pid()), "Thread.print")
            .redirectErrorStream(true)
            .start();
    String threads = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(threads.contains("doorkeeper"), threads);
    return threads.contains("\"relay of " + whose);
  }

  @Test
  @Tag("outer") // slow
  void aBrokerThatRelaysHoldsNoParcelInItsMemory() throws Exception {
    byte[] much = new byte[60 << 20];
    new Random(17).nextBytes(much);
    try (BrokerRun broker = BrokerRun.withHeap("64m", folder, 1, "--relay");
        Engine engine = broker.engine()) {
      byte[] back = engine.run(() -> much);

      assertArrayEquals(much, back);
    }
  }

  @Test
  void theProfileIsTheSameByRelay() throws Exception {
    List<String> direct = events(Files.createDirectories(folder.resolve("direct")));
    List<String> relayed = events(Files.createDirectories(folder.resolve("relayed")), "--relay");

    assertEquals(direct, relayed);
    assertEquals(List.of("lent [1]", "ended 1", "ended 1", "ended 0", "freed [0]"), relayed);
  }

  /** Two results and a failure on a borrowed worker, as the profile tells them. */
  private static List<String> events(Path folder, String... options) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1, options)) {
      try (Engine engine = broker.engine();
          BorrowedWorker worker = engine.borrow(Duration.ofSeconds(30))) {
        Task<Integer> failing = () -> Integer.parseInt("none");
        assertEquals(1, worker.run(() -> 1));
        assertEquals(2, worker.run(() -> 2));
        assertThrows(TaskFailed.class, () -> worker.run(failing));
        awaitEnds(broker, 3);
      }
      assertEquals(0, broker.stop());
      return told(folder.resolve("profiling/results_1.csv"));
    }
  }

  /** Asks the broker until it has heard of so many ends, so that the free comes after them. */
  private static void awaitEnds(BrokerRun broker, long ends) throws Exception {
    long deadline = System.nanoTime() + Program.LIMIT.toNanos();
    long heard = 0;
    while (heard < ends) {
      assertTrue(System.nanoTime() < deadline, heard + " ends, not " + ends);
      heard = broker.standing().workers()[0].done();
    }
  }

  /** A task's end stands in a row of its own, or in that of the free which follows at once. */
  private static List<String> told(Path profile) throws IOException {
    List<String> lines = Files.readAllLines(profile);
    List<String> names = List.of(lines.get(0).split(","));
    List<String> told = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      String ok = row[names.indexOf("Ok")];
      if (!ok.isEmpty()) {
        told.add("ended " + ok);
      }
      String event = row[names.indexOf("Event")];
      if (!event.equals("done")) {
        told.add(event + " " + row[names.indexOf("Busy")]);
      }
    }
    return told;
  }
}

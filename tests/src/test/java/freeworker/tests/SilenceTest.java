package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.wire.door.Aside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are stopped (SIGSTOP) for longer than a broker bears, and go on again. */
class SilenceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A client that holds a worker, is stopped, and then goes on as if nothing had happened. */
  private static final String SLEEPER =
      """
      import freeworker.*;
      import java.time.Duration;

      public class Sleeper {
        public static void main(String[] args) throws Exception {
          try (Engine engine = Engine.open(args[0])) {
            BorrowedWorker worker = engine.borrow(Duration.ofSeconds(30));
            System.out.println("holds " + worker.run(() -> 1));
            System.in.read();
            try {
              System.out.println("ran " + worker.run(() -> 2));
            } catch (StaleLease e) {
              System.out.println("stale " + e.getMessage());
            }
            worker.close();
            System.out.println("freed");
            System.in.read();
            System.out.println("anew " + engine.run(() -> 3));
          }
        }
      }
      """;

  @TempDir private Path folder;

  private BrokerRun broker(int workers) throws Exception {
    return BrokerRun.start(folder, workers, "--silence", "1");
  }

  /** One that bears more: on a busy machine too it hears in time of who is not stopped. */
  private BrokerRun patient(int workers) throws Exception {
    return BrokerRun.start(folder, workers, "--silence", "3");
  }

  @Test
  void aClientThatSleptTooLongIsStaleAndTheNextHolderIsUndisturbed() throws Exception {
    Path source = Files.writeString(folder.resolve("Sleeper.java"), SLEEPER);
    try (BrokerRun broker = patient(1);
        Program client = Program.source(folder, source, broker.engineAddress())) {
      client.awaitLine("holds 1");
      client.signal("STOP");
      try (Engine engine = broker.engine();
          BorrowedWorker mine = engine.borrow(PATIENCE)) {
        broker.program().awaitLine("lease 1 expired: its client was silent for 3 s. Worker 0");
        assertEquals(9, mine.run(() -> 3 * 3));

        client.signal("CONT");
        client.say();

        client.awaitLine("stale Lease 1 of worker 0 is over");
        client.awaitLine("freed");
        assertEquals(16, mine.run(() -> 4 * 4), "it is still mine");
      }
      client.say();
      client.awaitLine("anew 3");
      assertEquals(0, client.awaitExit());
      assertEquals(0, broker.stop());
      broker.audit(1);
    }
  }

  @Test
  void aWorkerThatIsStoppedIsReplacedAndItsTaskRunsAgain() throws Exception {
    try (BrokerRun broker = broker(1);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      CompletableFuture<Long> answer = engine.submit(meeting.task());
      Meeting.Guest first = meeting.await();

      Program.signal("STOP", String.valueOf(first.pid()));

      Meeting.Guest second = meeting.await();
      assertNotEquals(first.pid(), second.pid());
      assertEquals(-1, first.socket().getInputStream().read(), "it never goes on");
      second.letGo();
      assertEquals(second.pid(), answer.get(60, TimeUnit.SECONDS));
      broker
          .program()
          .awaitLine(
              "worker 0 died: pid " + first.pid() + " was ended: nothing was heard of it for 1 s");
      assertEquals(0, broker.stop());
      assertEquals(1, broker.rows(1).stream().filter(row -> row.contains(",ended,")).count());
      broker.audit(1);
    }
  }

  @Test
  void aWorkerOfAnotherMachineThatIsStoppedIsReplacedThere() throws Exception {
    try (BrokerRun broker = broker(0);
        Program crew = bring(broker);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      CompletableFuture<Long> answer = engine.submit(meeting.task());
      Meeting.Guest first = meeting.await();

      Program.signal("STOP", String.valueOf(first.pid()));

      Meeting.Guest second = meeting.await();
      second.letGo();
      assertEquals(second.pid(), answer.get(60, TimeUnit.SECONDS));
      broker.program().awaitLine("worker 0 died: .* nothing was heard of it for 1 s");
      assertTrue(crew.process().isAlive(), "its crew goes on");
    }
  }

  @Test
  void aCrewWhoseSupervisorIsStoppedEndsAndComesBackWithIt() throws Exception {
    try (BrokerRun broker = broker(0);
        Program crew = bring(broker);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      CompletableFuture<Long> answer = engine.submit(meeting.task());
      Meeting.Guest first = meeting.await();

      crew.signal("STOP");

      broker.program().awaitLine("the crew of lab is gone: nothing was heard of its machine");
      assertEquals(-1, first.socket().getInputStream().read(), "its process ends without it");
      crew.signal("CONT");
      Meeting.Guest second = meeting.await();
      second.letGo();
      assertEquals(second.pid(), answer.get(60, TimeUnit.SECONDS));
      assertEquals(0, broker.stop());
      broker.audit(0);
    }
  }

  @Test
  void aMachineThatStandsStillLosesItsTaskToAnother() throws Exception {
    try (BrokerRun broker = broker(0);
        Program crew = bring(broker);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      CompletableFuture<Long> lost = engine.submit(meeting.task());
      Meeting.Guest first = meeting.await();
      CompletableFuture<Long> waits = engine.submit(meeting.task());

      crew.signal("STOP");
      Program.signal("STOP", String.valueOf(first.pid()));

      broker.program().awaitLine("the crew of lab is gone: nothing was heard of its machine");
      try (Program other = join(broker)) {
        Meeting.Guest second = meeting.await();
        second.letGo();
        assertEquals(second.pid(), waits.get(60, TimeUnit.SECONDS), "by the same number");
        meeting.await().letGo();
        assertEquals(second.pid(), lost.get(60, TimeUnit.SECONDS));
        assertTrue(other.process().isAlive());

        Program.signal("CONT", String.valueOf(first.pid()));
        assertEquals(-1, first.socket().getInputStream().read(), "it ends when it goes on");
        crew.signal("CONT");
        crew.awaitLine("worker 1 can be borrowed");
      } finally {
        ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      assertEquals(0, broker.stop());
      broker.audit(0);
    }
  }

  @Test
  void whoClosesDoesNotWaitForABrokerThatIsStopped() throws Exception {
    try (BrokerRun broker = broker(2)) {
      Engine engine = broker.engine();
      BorrowedWorker mine = engine.borrow(PATIENCE);
      assertEquals(9, engine.run(() -> 3 * 3));

      broker.program().signal("STOP");
      try {
        CompletableFuture.runAsync(mine::close).get(30, TimeUnit.SECONDS);
        CompletableFuture.runAsync(engine::close).get(30, TimeUnit.SECONDS);
      } finally {
        broker.program().signal("CONT");
      }

      try (Engine next = broker.engine();
          BorrowedWorker one = next.borrow(PATIENCE);
          BorrowedWorker two = next.borrow(PATIENCE)) {
        assertNotEquals(one.number(), two.number(), "what it held was given back");
      }
      assertEquals(0, broker.stop());
    }
  }

  @Test
  void nobodyIsSilentBecauseTheBrokerWasStopped() throws Exception {
    try (BrokerRun broker = patient(2);
        Engine engine = broker.engine()) {
      try (BorrowedWorker mine = engine.borrow(PATIENCE)) {
        long pid = mine.run(() -> ProcessHandle.current().pid());

        CompletableFuture<BorrowedWorker> asked;
        broker.program().signal("STOP");
        try {
          asked = Aside.get(() -> engine.borrow(PATIENCE));
          assertThrows(TimeoutException.class, () -> asked.get(4, TimeUnit.SECONDS));
        } finally {
          broker.program().signal("CONT");
        }

        asked.get(60, TimeUnit.SECONDS).close();
        assertEquals(pid, mine.run(() -> ProcessHandle.current().pid()));
        assertEquals(List.of(), broker.said("expired|died|gone"));
      }
      assertEquals(0, broker.stop());
    }
  }

  private Program bring(BrokerRun broker) throws Exception {
    try (Program add = Program.start(folder, "key", "add", "lab", "--role", "worker")) {
      assertEquals(0, add.awaitExit(), add.err()::toString);
      assertEquals(List.of(lab().toString()), add.out());
    }
    return join(broker);
  }

  private Path lab() {
    return folder.resolve("home/keys/lab.key");
  }

  /** The worker of a machine whose key is there. */
  private Program join(BrokerRun broker) throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Program crew =
        Program.start(
            elsewhere, "worker", "1", "--join", broker.address(), "--key", lab().toString());
    crew.awaitLine("worker 0 can be borrowed");
    return crew;
  }
}

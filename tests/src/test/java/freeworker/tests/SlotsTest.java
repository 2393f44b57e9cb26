package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import freeworker.wire.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Slots whose processes die: replaced at once, and down when that does not help. */
@Timeout(180)
class SlotsTest {
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Task<Long> PID = () -> ProcessHandle.current().pid();

  @TempDir private Path folder;

  @Test
  void aSlotWhoseProcessDiesFiveTimesWithoutATaskIsDownAndTheOtherServes() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Engine engine = broker.engine()) {
      long survivor = killFiveTimes(engine, broker);

      broker.program().awaitLine("worker \\d is down, .* 5 times within a minute");
      assertEquals(survivor, engine.run(PID));
      assertDown(broker);
      assertEquals(0, broker.stop());
    }
  }

  @Test
  void aSlotOfAnotherMachineIsDownInTheSameWay() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 0);
        Engine engine = broker.engine();
        Program crew = bring(broker)) {
      crew.awaitLine("workers 0, 1 can be borrowed");
      long survivor = killFiveTimes(engine, broker);

      crew.awaitLine("worker \\d is down");
      broker.program().awaitLine("worker \\d is down, .* 5 times within a minute");
      assertEquals(survivor, engine.run(PID));
      assertDown(broker);
    }
  }

  @Test
  @Tag("outer")
  void aSlotThatIsDownIsTriedAgainAfterHalfAMinute() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Engine engine = broker.engine()) {
      killFiveTimes(engine, broker);

      broker.program().awaitLine("worker \\d is up again");
      try (BorrowedWorker one = engine.borrow(WAIT);
          BorrowedWorker other = engine.borrow(WAIT)) {
        assertNotEquals(one.number(), other.number());
      }
    }
  }

  @Test
  void twoThatDieAtOnceAreReplacedThoughThereIsOneSpare() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Engine engine = broker.engine()) {
      Set<Long> first = pids(engine);

      for (long pid : first) {
        Program.signal("KILL", String.valueOf(pid));
      }
      for (long pid : first) {
        broker.program().awaitLine("died: pid " + pid + " ");
      }

      Set<Long> second = pids(engine);
      second.retainAll(first);
      assertEquals(Set.of(), second);
    }
  }

  @Test
  void aSpareThatDiesIsReplaced() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      long working = engine.run(PID);
      ProcessHandle spare = spare(broker, working);

      assertTrue(spare.destroyForcibly());
      spare.onExit().get(WAIT.toSeconds(), TimeUnit.SECONDS);
      ProcessHandle next = spare(broker, working);
      var answer = engine.submit(meeting.task());
      meeting.await().kill();
      Meeting.Guest guest = meeting.await();
      guest.letGo();

      assertEquals(next.pid(), guest.pid(), "who stood by takes the place");
      assertEquals(next.pid(), answer.get(WAIT.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void aBrokerOfWhichNoWorkerEverStartsSaysWhyAndEnds() throws Exception {
    List<String> command =
        List.of(
            "env",
            "JAVA_OPTS=-Djava.io.tmpdir=" + folder.resolve("nowhere"),
            Program.home().resolve("bin/broker").toString(),
            "3",
            "--port",
            "0");
    try (Program broker = Program.run(folder, command)) {
      assertEquals(1, broker.awaitExit());
      String said = String.join("\n", broker.err());
      assertTrue(
          said.contains("broker: worker ") && said.contains("could not be started"), () -> said);
    }
  }

  private Program bring(BrokerRun broker) throws Exception {
    try (Program key = Program.start(folder, "key", "add", "lab", "--role", "worker")) {
      assertEquals(0, key.awaitExit(), key.err()::toString);
    }
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    String key = folder.resolve("home/keys/lab.key").toString();
    return Program.start(elsewhere, "worker", "2", "--join", broker.address(), "--key", key);
  }

  /** The processes of both workers. */
  private static Set<Long> pids(Engine engine) {
    try (BorrowedWorker one = engine.borrow(WAIT);
        BorrowedWorker other = engine.borrow(WAIT)) {
      return List.of(one, other).stream()
          .map(worker -> worker.run(PID))
          .collect(Collectors.toSet());
    }
  }

  /** Kills five processes of the same one of two slots; says who has the other one. */
  private static long killFiveTimes(Engine engine, BrokerRun broker) throws Exception {
    long survivor = 0;
    for (int i = 0; i < 5; i++) {
      Set<Long> both = pids(engine);
      if (survivor == 0) {
        survivor = both.iterator().next();
      }
      assertTrue(both.remove(survivor), "the other slot is unaffected");
      long victim = both.iterator().next();
      Program.signal("KILL", String.valueOf(victim));
      broker.program().awaitLine("died: pid " + victim + " ");
    }
    return survivor;
  }

  private static void assertDown(BrokerRun broker) throws Exception {
    Standing standing = broker.standing();
    List<Standing.WorkerStanding> down =
        List.of(standing.workers()).stream().filter(one -> one.state().equals("down")).toList();
    assertEquals(2, standing.workers().length);
    assertEquals(1, down.size());
    assertTrue(down.get(0).why().contains("was killed by signal 9"), down.get(0)::toString);
  }

  private static ProcessHandle spare(BrokerRun broker, long working) throws Exception {
    long deadline = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < deadline) {
      for (long pid : broker.workers()) {
        ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
        if (pid != working && handle != null && handle.isAlive()) {
          return handle;
        }
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no spare");
  }
}

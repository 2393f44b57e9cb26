package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.WorkerLost;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task finds around it. */
class WorkerRoomTest {
  @TempDir private Path folder;

  @Test
  void aTaskSeesNoSecretOfTheBrokersEnvironment() throws Exception {
    List<String> command =
        List.of(
            "env",
            "CLOUD_TOKEN=secret",
            Program.home().resolve("bin/broker").toString(),
            "1",
            "--port",
            "0");
    try (Program broker = Program.run(folder, command)) {
      String port = broker.awaitLine("ready on localhost:(\\d+)").group(1);
      Path key = folder.resolve("home/keys/client.key");
      try (Engine engine = Engine.open("rmi://localhost:" + port + "?key=" + key)) {
        Map<String, String> seen = engine.run(() -> new TreeMap<>(System.getenv()));

        assertTrue(seen.containsKey("PATH"), seen::toString);
        assertFalse(seen.containsKey("CLOUD_TOKEN"), seen::toString);
        assertFalse(seen.containsKey("FREEWORKER_HOME"), seen::toString);
      }
    }
  }

  @Test
  void aWorkerHasAFolderOfItsOwnThatGoesWithIt() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      Path first = leave(engine);
      assertEquals(first.getParent(), Path.of(engine.run(() -> Path.of("").toAbsolutePath() + "")));
      var unused = engine.submit(meeting.task());
      Meeting.Guest guest = meeting.await();
      ProcessHandle process = ProcessHandle.of(guest.pid()).orElseThrow();
      guest.kill();
      Program.awaitEnd(List.of(process));
      meeting.await().letGo();
      broker.program().awaitLine("worker 0 died");
      assertFalse(Files.exists(first), first::toString);

      Path second = leave(engine);
      assertEquals(0, broker.stop());
      assertFalse(Files.exists(second), second::toString);
      assertFalse(Files.exists(second.getParent()), second::toString);
    }
  }

  @Test
  void aWorkerWhoseBrokerIsKilledRemovesItsFolderItself() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = broker.engine()) {
      Path left = leave(engine);
      List<ProcessHandle> workers = broker.program().process().children().toList();

      broker.program().signal("KILL");

      Program.awaitEnd(workers);
      assertFalse(Files.exists(left.getParent()), left::toString);
    }
  }

  @Test
  void whatATaskStartedEndsWithItsWorker() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = broker.engine()) {
      List<Long> first = engine.run(WorkerRoomTest::startAnother);
      List<ProcessHandle> family =
          first.stream().map(ProcessHandle::of).map(Optional::get).toList();

      Program.signal("KILL", String.valueOf(first.get(0)));

      Program.awaitEnd(family);
      family =
          engine.run(WorkerRoomTest::startAnother).stream()
              .map(ProcessHandle::of)
              .map(Optional::get)
              .toList();
      broker.program().signal("KILL");
      Program.awaitEnd(family);
    }
  }

  /** The pids of the worker, and of what it starts; that would last for ten minutes. */
  private static List<Long> startAnother() throws IOException {
    Process started = new ProcessBuilder("sh", "-c", "sleep 600 & sleep 600").start();
    return List.of(ProcessHandle.current().pid(), started.pid());
  }

  @Test
  void aWorkerHasTheMemoryThatItWasGivenAndSaysSoWhenThatIsNotEnough() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1, "--worker-memory", "64m");
        Engine engine = broker.engine()) {
      assertTrue(engine.run(() -> Runtime.getRuntime().maxMemory()) <= 64 << 20);

      var lost = assertThrows(WorkerLost.class, () -> engine.runOnce(() -> new long[16 << 20][0]));

      assertTrue(
          lost.getMessage()
              .contains("ran out of memory (exit code 3): it may have 64 MiB, --worker-memory"),
          lost.getMessage());
      assertEquals(9, engine.run(() -> 3 * 3));
    }
  }

  @Test
  void aCrashIsToldWithItsPlaceAndLeavesNothing() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = broker.engine()) {
      Path left = leave(engine);

      var lost = assertThrows(WorkerLost.class, () -> engine.runOnce(WorkerRoomTest::crash));

      assertTrue(lost.getMessage().contains("SIGSEGV"), lost.getMessage());
      assertTrue(lost.getMessage().contains("Problematic frame: | "), lost.getMessage());
      assertFalse(Files.exists(left.getParent()), left::toString);
    }
  }

  private static int crash() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 8L, 8L);
    return 0;
  }

  /** A task leaves a temporary file. */
  private static Path leave(Engine engine) {
    Path left = Path.of(engine.run(() -> Files.createTempFile("left", ".tmp").toString()));
    assertTrue(Files.exists(left), left::toString);
    return left;
  }
}

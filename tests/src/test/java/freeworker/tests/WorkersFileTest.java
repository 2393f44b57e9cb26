package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.wire.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of workers that a broker keeps in its state folder. */
class WorkersFileTest {
  @TempDir private Path folder;

  private Path file(BrokerRun broker) {
    return folder.resolve("home/state/" + broker.port() + "/workers.txt");
  }

  /** Waits for a file that is like that; each one that is seen is complete. */
  private List<String> await(Path file, Predicate<List<String>> wanted) throws Exception {
    try (WatchService watch = file.getFileSystem().newWatchService()) {
      file.getParent()
          .register(
              watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      long deadline = System.nanoTime() + Program.LIMIT.toNanos();
      while (true) {
        List<String> lines = lines(file);
        if (wanted.test(lines)) {
          return lines;
        }
        long left = deadline - System.nanoTime();
        WatchKey key = left <= 0 ? null : watch.poll(left, TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new AssertionError("It stayed at " + lines);
        }
        key.pollEvents();
        key.reset();
      }
    }
  }

  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.isEmpty() || text.endsWith("\n"), text);
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      assertTrue(
          line.matches("[^ ]+:[0-9]+ [0-9]+ (idle|busy|clearing|renewing|leaving|down)"), line);
    }
    return lines;
  }

  private static String line(Standing.WorkerStanding worker, String state) {
    return "localhost:" + worker.port() + " " + worker.number() + " " + state;
  }

  @Test
  void aReadyBrokerHasItsWorkersInTheFileAndWhoIsLentIsBusyThereUntilItIsFree() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Engine engine = broker.engine();
        var meeting = new Meeting()) {
      List<String> lines = lines(file(broker));
      Standing.WorkerStanding[] workers = broker.standing().workers();
      assertEquals(List.of(line(workers[0], "idle"), line(workers[1], "idle")), lines);

      var unused = engine.submit(meeting.task());
      Meeting.Guest guest = meeting.await();

      await(file(broker), List.of(line(workers[0], "busy"), line(workers[1], "idle"))::equals);
      guest.letGo();
      await(file(broker), List.of(line(workers[0], "idle"), line(workers[1], "idle"))::equals);
    }
  }

  @Test
  void whoDiesIsReplacedThereTooAndWhoIsBroughtIsAdded() throws Exception {
    Path lab = Enrolment.key(folder, "lab", "worker");
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      Standing.WorkerStanding first = broker.standing().workers()[0];

      Program.signal("KILL", String.valueOf(first.pid()));
      await(
          file(broker),
          lines ->
              lines.size() == 1
                  && lines.get(0).endsWith(" 0 idle")
                  && !lines.get(0).equals(line(first, "idle")));
      try (Program crew = Enrolment.bring(folder, 2, broker.address(), lab)) {
        List<String> lines = await(file(broker), some -> some.size() == 3);
        assertTrue(lines.get(2).endsWith(" 2 idle"), lines::toString);

        crew.signal("TERM");
        await(file(broker), some -> some.size() == 1);
      }
    }
  }

  @Test
  void whoReadsWhileItChangesReadsAWholeFileAndALendCostsNone() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 3);
        Engine engine = broker.engine()) {
      Path file = file(broker);
      Set<Object> written = new HashSet<>();
      long began = System.nanoTime();
      long until = began + TimeUnit.SECONDS.toNanos(1);
      int lends = 0;
      while (System.nanoTime() < until) {
        engine.borrow(Program.LIMIT).close();
        lends++;
        assertEquals(3, lines(file).size());
        written.add(Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file));
      }

      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;
      int most = (int) (5 * seconds);
      assertTrue(written.size() <= most, written.size() + " files for " + lends + " lends");
      assertTrue(lends > most, lends + " lends");
    }
  }

  @Test
  void withItsBrokerItGoes() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      Path file = file(broker);
      assertTrue(Files.exists(file));

      assertEquals(0, broker.stop());

      assertFalse(Files.exists(file));
      try (var left = Files.list(file.getParent())) {
        assertTrue(
            left.noneMatch(path -> path.getFileName().toString().contains("workers.txt")),
            "nothing beside it either");
      } catch (NoSuchFileException e) {
        throw new AssertionError("the folder stays", e);
      }
    }
  }
}

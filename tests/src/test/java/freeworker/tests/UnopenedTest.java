package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.Task;
import freeworker.TaskFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker opens no task and no result, and has no class of a user in its memory. */
class UnopenedTest {
  @TempDir private Path folder;

  private record Parcelled(String text) implements java.io.Serializable {}

  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("UnusedVariable") // it travels
    private final Parcelled parcelled = new Parcelled("failed");
  }

  @Test
  void noClassOfAUserIsEverLoadedInTheBroker() throws Exception {
    Path log = folder.resolve("classes.log");
    Path marks = Files.createDirectory(folder.resolve("marks"));
    List<String> command =
        List.of(
            "env",
            "JAVA_OPTS=-Xlog:class+load:file=" + log,
            Program.home().resolve("bin/broker").toString(),
            "2",
            "--port",
            "0");
    try (Program broker = Program.run(folder, command)) {
      String port = broker.awaitLine("ready on localhost:(\\d+)").group(1);
      try (Program run =
          Program.start(
              folder,
              "challenge",
              "run",
              "--broker",
              "localhost:" + port,
              marked(marks).toString(),
              "3")) {
        assertEquals(0, run.awaitExit(), run.err()::toString);
      }
      String address = "rmi://localhost:" + port + "?key=" + folder.resolve("home/keys/client.key");
      try (Engine engine = Engine.open(address)) {
        everyWayATaskCanGo(engine);
      }
      broker.signal("TERM");
      assertEquals(0, broker.awaitExit());

      List<String> loaded = Files.readAllLines(log);
      assertTrue(loaded.stream().anyMatch(line -> line.contains("freeworker.broker.Counter")));
      List<String> foreign =
          loaded.stream()
              .filter(line -> line.contains("freeworker.tests") || line.contains("Marked"))
              .toList();
      assertEquals(List.of(), foreign);
      try (Stream<Path> files = Files.list(marks)) {
        List<String> pids = files.map(file -> file.getFileName().toString()).toList();
        assertFalse(pids.isEmpty(), "its static initializer ran where the task ran");
        assertFalse(pids.contains(String.valueOf(broker.pid())), pids::toString);
      }
    }
  }

  private static void everyWayATaskCanGo(Engine engine) throws Exception {
    Task<Parcelled> works = () -> new Parcelled("worked");
    Task<Parcelled> fails =
        () -> {
          throw new Wrong();
        };
    assertEquals("worked", engine.run(works).text());
    assertEquals("worked", engine.runOnce(works).text());
    assertThrows(TaskFailed.class, () -> engine.run(fails));
    List<CompletableFuture<Parcelled>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(engine.submit(i % 5 == 0 ? fails : works));
    }
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Parcelled> one = all.get(i);
      if (i % 5 == 0) {
        assertThrows(Exception.class, one::get);
      } else {
        assertEquals("worked", one.get().text());
      }
    }
  }

  /** A program whose classes leave a mark of each process that initializes them. */
  private Path marked(Path marks) throws Exception {
    Path file = folder.resolve("Marked.java");
    Files.writeString(
        file,
        """
        import java.io.*;
        import java.nio.file.*;

        public class Marked implements Serializable {
          static {
            try {
              Files.writeString(Path.of("%s", String.valueOf(ProcessHandle.current().pid())), "");
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }

          public static Object run(int times) {
            return times * 2;
          }
        }
        """
            .formatted(marks));
    return file;
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that run as other users; as root, on a machine that has the usual ones. */
@Tag("outer")
@Timeout(120)
class RunAsTest {
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Task<String> SELF =
      () -> Files.getOwner(Path.of("/proc/self")).getName() + " " + ProcessHandle.current().pid();

  @TempDir private Path folder;

  @BeforeEach
  void asRoot() {
    assumeTrue(System.getProperty("user.name").equals("root"), "not root");
  }

  @Test
  void aTaskIsThatUserAndReadsNothingOfTheBrokerNorOfAnotherWorker() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2, "--run-as", "nobody,games,daemon")) {
      try (Program key = Program.start(folder, "key", "add", "ana")) {
        assertEquals(0, key.awaitExit(), key.err()::toString);
      }
      Path ana = folder.resolve("home/keys/ana.key");
      try (Engine mine = broker.engine();
          Engine hers = Engine.open("rmi://" + broker.address() + "?key=" + ana);
          BorrowedWorker one = mine.borrow(WAIT);
          BorrowedWorker other = hers.borrow(WAIT)) {
        String[] first = one.run(SELF).split(" ");
        String[] second = other.run(SELF).split(" ");
        assertTrue(List.of("nobody", "games", "daemon").contains(first[0]), first[0]);
        assertNotEquals(first[0], second[0], "no two are the same user");
        assertEquals(Long.parseLong(first[1]), broker.standing().workers()[0].pid());

        String keys = folder.resolve("home/keys").toString();
        String them = "/proc/" + second[1];
        String us = "/proc/" + broker.program().process().pid();
        List<String> got = one.run(() -> got(keys, List.of(us, them)));

        assertEquals(List.of(), got);
        assertEquals(List.of("environ", "maps", "mem"), one.run(() -> read("/proc/self")));
      }
      assertEquals(0, broker.stop());
    }
  }

  /** What a task could read or end that it should not. */
  private static List<String> got(String keys, List<String> processes) throws Exception {
    List<String> got = new ArrayList<>();
    for (String name : List.of("", "client.key", "worker.key", "ana.key", "broker")) {
      Path file = Path.of(keys, name);
      if (Files.isReadable(file)) {
        got.add(file.toString());
      }
    }
    for (String process : processes) {
      read(process).forEach(part -> got.add(process + "/" + part));
      for (String link : List.of("fd/0", "cwd", "root", "exe")) {
        Path path = Path.of(process, link);
        if (Files.isReadable(path)) {
          got.add(path.toString());
        }
      }
      String pid = process.substring("/proc/".length());
      for (String signal : List.of("0", "QUIT")) {
        if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() == 0) {
          got.add("kill -" + signal + " " + pid);
        }
      }
    }
    return got;
  }

  /** Which of its secrets a process lets this one open; to open its memory is to trace it. */
  private static List<String> read(String process) {
    List<String> read = new ArrayList<>();
    for (String part : List.of("environ", "maps", "mem")) {
      try (var file = new RandomAccessFile(process + "/" + part, "r")) {
        if (part.equals("mem") || file.read() >= 0) {
          read.add(part);
        }
      } catch (IOException e) {
        // As it should be, of others.
      }
    }
    return read;
  }

  @Test
  void itsFolderIsItsOwnAndGoesWithoutFollowingWhatItPlanted() throws Exception {
    Path precious = Files.createDirectory(folder.resolve("precious"));
    Files.createFile(precious.resolve("file"));
    String target = precious.toString();
    try (BrokerRun broker = BrokerRun.start(folder, 1, "--run-as", "nobody");
        Engine engine = broker.engine()) {
      Path left =
          Path.of(
              engine.run(
                  () -> {
                    Path here = Path.of("").toAbsolutePath();
                    Path locked = Files.createDirectory(here.resolve("locked"));
                    Files.createFile(locked.resolve("file"));
                    Files.setPosixFilePermissions(
                        locked, PosixFilePermissions.fromString("---------"));
                    Files.createSymbolicLink(here.resolve("link"), Path.of(target));
                    return here.toString();
                  }));
      assertEquals("nobody", Files.getOwner(left).getName());
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(left)));
      long pid = engine.run(() -> new ProcessBuilder("sleep", "600").start().pid());
      ProcessHandle started = ProcessHandle.of(pid).orElseThrow();

      Program.signal("KILL", String.valueOf(broker.standing().workers()[0].pid()));

      broker.program().awaitLine("worker 0 died");
      started.onExit().get(WAIT.toSeconds(), TimeUnit.SECONDS);
      assertFalse(Files.exists(left), left::toString);
      assertTrue(Files.exists(precious.resolve("file")));
      assertEquals(9, engine.run(() -> 3 * 3));
      assertEquals(0, broker.stop());
    }
  }

  @Test
  void withTooFewUsersForTwoKeysTheBrokerSaysWhatThatMeans() throws Exception {
    for (String name : List.of("ana", "ben")) {
      try (Program key = Program.start(folder, "key", "add", name)) {
        assertEquals(0, key.awaitExit(), key.err()::toString);
      }
    }
    try (BrokerRun broker = BrokerRun.start(folder, 1, "--run-as", "nobody")) {
      broker.program().awaitLine("2 users in --run-as keep them apart");
      assertTrue(broker.program().err().stream().noneMatch(line -> line.contains("key files")));
      assertEquals(0, broker.stop());
    }
  }

  @Test
  void usersWhoCannotBeAreRefused() throws Exception {
    refused("--run-as: root is root", "--run-as", "root");
    refused("--run-as: this machine has no user 'nosuch'", "--run-as", "nobody,nosuch");
    Path hidden = Files.createDirectory(folder.resolve("hidden"));
    List<String> command =
        List.of(
            "env",
            "JAVA_OPTS=-Djava.io.tmpdir=" + hidden,
            Program.home().resolve("bin/broker").toString(),
            "1",
            "--run-as",
            "nobody");
    try (Program broker = Program.run(folder, command)) {
      assertEquals(2, broker.awaitExit());
      assertTrue(
          broker.err().get(0).contains("nobody cannot read " + hidden), broker.err()::toString);
    }
  }

  private void refused(String why, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("1", "--port", "0"));
    words.addAll(List.of(options));
    try (Program broker = Program.start(folder, "broker", words.toArray(String[]::new))) {
      assertEquals(2, broker.awaitExit());
      assertEquals(1, broker.err().size(), broker.err()::toString);
      assertTrue(broker.err().get(0).contains(why), broker.err()::toString);
    }
  }
}

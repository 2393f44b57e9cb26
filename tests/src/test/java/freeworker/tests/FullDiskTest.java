package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose profile finds no room. */
class FullDiskTest {
  @TempDir private Path folder;

  /** One after the other, since a pack of them would be two rows of the profile. */
  private static void run(Engine engine, int tasks) {
    for (int i = 0; i < tasks; i++) {
      int number = i;
      int twice = engine.run(() -> 2 * number);
      assertEquals(2 * number, twice);
    }
  }

  /** A file may have 256 KiB; for who writes it that is a disk that is full for ever. */
  @Test
  void aBrokerLendsOnWhenItsProfileCannotGrow() throws Exception {
    List<String> command =
        List.of(
            "bash",
            "-c",
            "ulimit -S -f 256; exec \"$@\"",
            "bash",
            Program.home().resolve("bin/broker").toString(),
            "1",
            "--port",
            "0");
    try (Program broker = Program.run(folder, command)) {
      String port = broker.awaitLine("ready on localhost:(\\d+)").group(1);
      Path key = folder.resolve("home/keys/client.key");
      try (Engine engine = Engine.open("rmi://localhost:" + port + "?key=" + key)) {
        run(engine, 2_000);
        broker.awaitLine("results_1.csv cannot be written: .* The broker goes on, and tries again");

        run(engine, 200);
      }
      broker.signal("TERM");
      assertEquals(0, broker.awaitExit());
      broker.awaitLine("done. 2200 tasks, 0 failed");
      broker.awaitLine("results_1.csv misses its end: ");
      assertTrue(Files.size(folder.resolve("profiling/results_1.csv")) <= 256 << 10);
      audit();
    }
  }

  /** As root alone, who may make a small file system. */
  @Test
  @Tag("outer")
  void aDiskThatWasFullForAWhileLeavesAGapThatIsToldAndAudited() throws Exception {
    Path small = Files.createDirectories(folder.resolve("profiling"));
    mount("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString());
    try (BrokerRun broker = BrokerRun.start(folder, 2);
        Engine engine = broker.engine()) {
      run(engine, 100);
      Path filler = small.resolve("filler");
      fill(filler);

      run(engine, 9_000);
      broker.program().awaitLine("results_2.csv cannot be written: No space left on device");
      Files.delete(filler);
      broker.program().awaitLine("results_2.csv is written again");
      run(engine, 100);

      assertEquals(0, broker.stop());
      Matcher gap =
          broker
              .program()
              .awaitLine("has a gap: (\\d+) rows from (\\d+\\.\\d+) to (\\d+\\.\\d+) could not");
      assertTrue(Double.parseDouble(gap.group(2)) < Double.parseDouble(gap.group(3)), gap::group);
      broker.program().awaitLine("done. 9200 tasks, 0 failed");
      List<String> rows = broker.rows(2);
      assertEquals(1, rows.stream().filter(row -> row.contains(",gap,")).count());
      assertTrue(rows.get(rows.size() - 1).contains(",9200.0,"), rows.get(rows.size() - 1));
      audit();
    } finally {
      mount("umount", small.toString());
    }
  }

  private void audit() throws Exception {
    try (Program audit = Program.start(folder, "grapher", "--audit", results())) {
      assertEquals(0, audit.awaitExit(), () -> audit.out() + "\n" + audit.err());
    }
  }

  private String results() {
    return Files.exists(folder.resolve("profiling/results_1.csv"))
        ? "profiling/results_1.csv"
        : "profiling/results_2.csv";
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[1 << 12];
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // It is full.
    }
  }

  private static void mount(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}

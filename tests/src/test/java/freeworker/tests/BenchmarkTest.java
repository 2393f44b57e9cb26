package freeworker.tests;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.ProfileReader;
import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep measures what it says, keeps what it measured, and leaves nothing else. */
class BenchmarkTest {
  @TempDir private Path folder;

  private Program benchmark(String... arguments) throws IOException {
    String program = Program.home().resolve("bin/benchmark").toString();
    List<String> all = new ArrayList<>(List.of(program, "--repeat", "1", "--think", "0.1"));
    all.addAll(List.of("--out", out().toString()));
    all.addAll(List.of(arguments));
    return Program.run(folder, Program.interruptible(all));
  }

  private Path out() {
    return folder.resolve("profiling");
  }

  private Path table() {
    return out().resolve(Sweep.NAME);
  }

  /** The processes that were told of this test's folder. */
  private List<String> left() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(out().toString()))
        .toList();
  }

  @Test
  void aSweepLeavesATableOfTheOriginalsFormAndAProfileForEachCell() throws Exception {
    try (Program benchmark = benchmark("--workers", "1-2", "--clients", "1-2", "--task", "0.2")) {
      benchmark.awaitLine("1 worker x 1 client: .* tasks/s");
      benchmark.awaitLine("1 worker x 2 clients: .* tasks/s");
      benchmark.awaitLine("2 workers x 1 client: .* tasks/s");
      benchmark.awaitLine("2 workers x 2 clients: .* tasks/s");

      assertEquals(0, benchmark.awaitExit(), () -> String.join("\n", benchmark.err()));
      assertEquals(5, benchmark.out().size(), () -> String.join("\n", benchmark.out()));
    }

    List<String> lines = Files.readAllLines(table());
    assertTrue(lines.get(0).startsWith("Workers,Functions,Throughput,"), lines.get(0));
    assertEquals(
        List.of("1.0,1.0", "1.0,2.0", "2.0,1.0", "2.0,2.0"),
        lines.subList(1, lines.size()).stream().map(line -> line.substring(0, 7)).toList());
    for (SweepCell cell : Sweep.read(table()).cells()) {
      Path profile = out().resolve("results_%d_%d.csv".formatted(cell.workers(), cell.clients()));
      assertEquals(
          cell.clients(), ProfileReader.read(profile, false).finished(), profile::toString);
      assertTrue(cell.shareOfLimit() < 1, cell::toString);
      assertTrue(cell.run().orElseThrow().processSeconds() > 0, cell::toString);
    }
    assertFalse(Files.exists(folder.resolve("home")), "the user's own home is left alone");
    assertEquals(List.of(), left());
  }

  @Test
  @Tag("outer") // slow
  void aSweepThatWasStoppedGoesOnWithTheNextCell() throws Exception {
    String[] cells = {"--workers", "1-2", "--clients", "1", "--task", "0.3"};
    String first;
    try (Program benchmark = benchmark(cells)) {
      benchmark.awaitLine("1 worker x 1 client: .* tasks/s");

      benchmark.signal("INT");

      assertEquals(130, benchmark.awaitExit(), () -> String.join("\n", benchmark.err()));
      benchmark.awaitLine("1 of 2 cells are in");
      assertEquals(List.of(), left(), "broker and clients ended with it");
      assertEquals(2, Files.readAllLines(table()).size());
      first = Files.readAllLines(table()).get(1);
    }

    try (Program benchmark = benchmark(cells)) {
      benchmark.awaitLine("1 of 2 cells to measure");
      benchmark.awaitLine("2 workers x 1 client: .* tasks/s");

      assertEquals(0, benchmark.awaitExit(), () -> String.join("\n", benchmark.err()));
    }
    assertEquals(first, Files.readAllLines(table()).get(1), "it was not measured again");
    assertEquals(3, Files.readAllLines(table()).size());
  }

  @Test
  void ctrlCEndsTheBrokerAndTheClientsOfTheCell() throws Exception {
    Files.createDirectories(out());
    try (WatchService changes = out().getFileSystem().newWatchService();
        Program benchmark =
            benchmarkWatched(changes, "--workers", "1", "--clients", "2", "--task", "60")) {
      awaitLent(changes, out().resolve("results_1_2.csv"));
      List<ProcessHandle> all = benchmark.process().descendants().toList();
      assertTrue(all.size() >= 4, () -> "broker, worker and two clients: " + all);

      benchmark.signal("INT");

      assertEquals(130, benchmark.awaitExit(), () -> String.join("\n", benchmark.err()));
      for (ProcessHandle process : all) {
        process.onExit().get(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aCellWhoseClientFailsIsNotInTheTable() throws Exception {
    Files.createDirectories(out());
    try (WatchService changes = out().getFileSystem().newWatchService();
        Program benchmark =
            benchmarkWatched(changes, "--workers", "1", "--clients", "1", "--task", "60")) {
      awaitLent(changes, out().resolve("results_1_1.csv"));

      broker(benchmark).destroyForcibly();

      assertEquals(1, benchmark.awaitExit(), () -> String.join("\n", benchmark.err()));
      benchmark.awaitLine("1 worker x 1 client: challenge ended with exit code");
      benchmark.awaitLine("0 of 1 cells are in .*; the same command goes on with this one");
      assertEquals(List.of(), benchmark.out());
    }
    assertFalse(Files.exists(table()));
    assertEquals(List.of(), left());
  }

  @Test
  @Tag("outer") // slow
  void aBrokerThatDoesNotStartIsHeard() throws Exception {
    Path profile = out().resolve("results_1_1.csv");
    try (BrokerRun other = BrokerRun.start(folder, 0, "--profile", profile.toString());
        Program benchmark = benchmark("--workers", "1", "--clients", "1", "--task", "0.1")) {

      assertEquals(69, benchmark.awaitExit(), () -> String.join("\n", benchmark.err()));
      benchmark.awaitLine(
          "1 worker x 1 client: the broker ended with exit code 69: .*"
              + other.program().process().pid());
    }
    assertFalse(Files.exists(table()));
  }

  private Program benchmarkWatched(WatchService changes, String... arguments) throws IOException {
    out().register(changes, ENTRY_CREATE, ENTRY_MODIFY);
    return benchmark(arguments);
  }

  /** Waits until the profile says that a worker was lent. */
  private static void awaitLent(WatchService changes, Path profile) throws Exception {
    while (!Files.exists(profile) || !Files.readString(profile).contains(",lent,")) {
      WatchKey key = changes.poll(Program.LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertNotNull(key, "nothing was lent");
      key.pollEvents();
      key.reset();
    }
  }

  private static ProcessHandle broker(Program benchmark) {
    return benchmark
        .process()
        .descendants()
        .filter(child -> child.info().commandLine().orElse("").contains("BrokerMain"))
        .findFirst()
        .orElseThrow();
  }
}

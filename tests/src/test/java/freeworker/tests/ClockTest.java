package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that jump. Needs Debian's libfaketime, which tells a process whatever time it is told. */
@Tag("outer")
class ClockTest {
  @TempDir private Path folder;

  private List<String> withClock(Path clock, String program, String... arguments) throws Exception {
    Path library;
    try (Stream<Path> files = Files.walk(Path.of("/usr/lib"), 3)) {
      library =
          files
              .filter(file -> file.endsWith("faketime/libfaketimeMT.so.1"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("install libfaketime"));
    }
    List<String> command = new ArrayList<>();
    command.add("env");
    command.add("LD_PRELOAD=" + library);
    command.add("FAKETIME_TIMESTAMP_FILE=" + clock);
    command.add("FAKETIME_NO_CACHE=1");
    // Its mend for an older C library ends every timed wait at once with this one.
    command.add("FAKETIME_FORCE_MONOTONIC_FIX=0");
    command.add("FAKETIME_DONT_FAKE_MONOTONIC=1");
    command.add("DONT_FAKE_MONOTONIC=1");
    command.add(Program.home().resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void anHourForthOrBackEndsNoLeaseAndTurnsNoRow() throws Exception {
    Path clock = Files.writeString(folder.resolve("clock"), "+0");
    try (Program broker =
        Program.run(folder, withClock(clock, "broker", "2", "--port", "0", "--silence", "3"))) {
      String port = broker.awaitLine("ready on localhost:(\\d+)").group(1);
      Path key = folder.resolve("home/keys/client.key");
      try (Engine engine = Engine.open("rmi://localhost:" + port + "?key=" + key);
          BorrowedWorker mine = engine.borrow(Duration.ofSeconds(30))) {
        for (String jump : List.of("+1h", "-1h", "+0")) {
          Files.writeString(clock, jump);
          challenge(Files.writeString(folder.resolve("mine"), "+0"), port);
          assertEquals(9, mine.run(() -> 3 * 3), jump);
        }
        for (String off : List.of("+1h", "-1h")) {
          challenge(Files.writeString(folder.resolve("mine"), off), port);
        }
      }
      broker.signal("TERM");
      assertEquals(0, broker.awaitExit());
      assertTrue(
          broker.err().stream()
              .noneMatch(line -> line.contains("expired") || line.contains("died")),
          broker.err()::toString);
    }
    List<String> rows = Files.readAllLines(folder.resolve("profiling/results_2.csv"));
    double lasted = timestamp(rows.get(rows.size() - 1)) - timestamp(rows.get(1));
    assertTrue(lasted > 0 && lasted < 600, "it lasted " + lasted + " s");
    try (Program audit = Program.start(folder, "grapher", "--audit", "results_2.csv")) {
      assertEquals(0, audit.awaitExit(), audit.out()::toString);
    }
  }

  /** A client that is there for longer than the broker bears silence, inside TLS. */
  private void challenge(Path clock, String port) throws Exception {
    try (Program challenge =
        Program.run(
            folder,
            withClock(clock, "challenge", "3.5", "--tls", "--broker", "localhost:" + port))) {
      assertEquals(0, challenge.awaitExit(), challenge.err()::toString);
      assertEquals(List.of("12.25"), challenge.out());
    }
  }

  private static double timestamp(String row) {
    return Double.parseDouble(row.split(",", 3)[1]);
  }
}

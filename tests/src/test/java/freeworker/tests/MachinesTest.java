package freeworker.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo with two machines, each a network with an ssh server and a home of its own. */
@Tag("outer") // needs root, iproute2 and openssh-server
@Timeout(300)
class MachinesTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private Path temporary;

  @BeforeEach
  void make() throws IOException {
    temporary = Files.createDirectory(folder.resolve("temporary"));
  }

  private Program demo() throws IOException {
    String demo = Program.home().resolve("bin/demo").toString();
    return Program.run(
        folder, Program.interruptible(List.of("env", "TMPDIR=" + temporary, demo, "--machines")));
  }

  @Test
  void theWorkersOfTwoMachinesDoAllWorkloadsAndNothingIsLeft() throws Exception {
    try (Program demo = demo()) {
      assertEquals(0, demo.awaitExit(LONGEST), () -> String.join("\n", demo.err()));

      String out = String.join("\n", demo.out());
      for (String wanted :
          List.of(
              "lab1 +up +1/1 .*started",
              "lab2 +up +1/1 .*started",
              "10\\.0\\.0\\.1:\\d+ [01] .*",
              "10\\.0\\.0\\.2:\\d+ [01] .*",
              "== Distributed run \\(2 workers\\) ==",
              "n = 8  result = 64",
              "2432902008176640000",
              "[a-z]+ \\d{4,}",
              "lab1 +down +ended and removed",
              "lab2 +down +ended and removed")) {
        assertTrue(demo.out().stream().anyMatch(line -> line.matches(wanted)), wanted + "\n" + out);
      }
      for (String chart : List.of("busy", "throughput", "wordcount")) {
        for (String format : List.of(".pdf", ".png")) {
          Path file = folder.resolve("plots").resolve(chart + format);
          assertTrue(Files.size(file) > 0, file.toString());
          assertTrue(demo.out().contains("  " + file), out);
        }
      }
      assertNothingIsLeft(demo);
    }
  }

  @Test
  void anInterruptAmongItsMachinesLeavesNothingEither() throws Exception {
    try (Program demo = demo()) {
      demo.awaitLine("deploy +lab[12]: starting");

      demo.signal("INT");

      assertEquals(130, demo.awaitExit(), () -> String.join("\n", demo.err()));
      assertNothingIsLeft(demo);
    }
  }

  private void assertNothingIsLeft(Program demo) throws Exception {
    assertEquals(List.of(), living());
    Path networks = Path.of("/run/netns");
    assertEquals(
        List.of(),
        list(networks).filter(name -> name.startsWith("freeworker-" + demo.pid() + "-")).toList());
    assertEquals(List.of(), list(temporary).toList());
    assertFalse(Files.exists(folder.resolve("home")), "the demo has keys of its own");
  }

  private static Stream<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  /** What runs in an environment or by a command that names the folder of this test. */
  private List<String> living() throws IOException {
    List<String> living = new ArrayList<>();
    for (String pid : list(Path.of("/proc")).filter(name -> name.matches("\\d+")).toList()) {
      String told = told(pid, "environ") + told(pid, "cmdline");
      if (told.contains(folder.toString())) {
        living.add(pid + " " + told(pid, "cmdline").replace('\0', ' '));
      }
    }
    return living;
  }

  /** Nothing of a process that is gone. */
  private static String told(String pid, String file) {
    try {
      return Files.readString(Path.of("/proc", pid, file), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}

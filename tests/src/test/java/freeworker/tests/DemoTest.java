package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo says before it begins anything. */
class DemoTest {
  @TempDir private Path folder;

  @Test
  void anythingButMachinesIsAnsweredByItsUsage() throws Exception {
    for (List<String> words :
        List.of(List.of("--machine"), List.of(""), List.of("--machines", "--machines"))) {
      try (Program demo = Program.start(folder, "demo", words.toArray(String[]::new))) {
        assertEquals(2, demo.awaitExit());
        assertEquals(List.of("Usage: demo [--machines]"), demo.err());
        assertEquals(List.of(), demo.out());
      }
    }
  }

  @Test
  void askedForHelpItSaysHowItIsCalled() throws Exception {
    try (Program demo = Program.start(folder, "demo", "--help")) {
      assertEquals(0, demo.awaitExit());
      assertEquals(List.of("Usage: demo [--machines]"), demo.out());
    }
  }

  @Test
  void withoutAWholeSshItSaysWhatIsMissingAndHowToGetIt() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Files.copy(Path.of("/usr/bin/dirname"), tools.resolve("dirname"));
    String demo = Program.home().resolve("bin/demo").toString();
    try (Program machines =
        Program.run(folder, List.of("env", "PATH=" + tools, demo, "--machines"))) {
      assertEquals(69, machines.awaitExit());
      assertTrue(machines.err().get(0).endsWith(" ssh ssh-keygen."), machines.err()::toString);
      assertTrue(machines.err().get(1).contains("apt-get install openssh-server openssh-client"));
      assertEquals(2, machines.err().size());
    }
  }
}

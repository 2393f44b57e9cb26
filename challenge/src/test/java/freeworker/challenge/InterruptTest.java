package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class InterruptTest {
  @Test
  @Timeout(60)
  @DisabledOnOs(OS.WINDOWS)
  void aSignalEndsTheProgramAtOnceAndInSilence() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChallengeMain.class.getName(),
                "--broker=embedded:1",
                "--repeat=2",
                "--think=3600",
                "0")
            .start();
    try (var out = program.inputReader(StandardCharsets.UTF_8);
        var err = program.errorReader(StandardCharsets.UTF_8)) {
      assertEquals("0", out.readLine());

      // Ctrl+C takes the same way, but is ignored by all children of a background job.
      program.toHandle().destroy();

      assertTrue(program.waitFor(20, TimeUnit.SECONDS), "it still runs");
      assertEquals(143, program.exitValue());
      assertEquals("", String.join("\n", err.lines().toList()));
    } finally {
      program.destroyForcibly();
    }
  }
}

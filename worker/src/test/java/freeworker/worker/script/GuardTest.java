package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** By the marks of processes, which only Linux tells. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class GuardTest {
  private static final String NAME = "0123456789abcdef0123456789abcdef";
  private static final int KILLED = 128 + 9;

  @TempDir private Path scratch;

  /** A worker that is killed right after its guard is there. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] args) throws Exception {
      var folder = new JobFolder(Path.of(args[0]), NAME);
      var guard = new Guard(folder, SearchPath.own(), NAME);
      guard.await();
      System.out.println(guard.pid());
      int unused = System.in.read();
      Runtime.getRuntime().halt(9);
    }
  }

  private static Process marked() throws IOException {
    var builder = new ProcessBuilder("sleep", "600");
    builder.environment().put(Offspring.MARK, NAME);
    return builder.start();
  }

  private static boolean pauses(ProcessHandle guard) {
    return guard.children().anyMatch(child -> child.info().command().orElse("").contains("sleep"));
  }

  @Test
  void whatWasAboutToBeginWhenItLookedFirstIsEndedToo() throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                scratch.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Process first = marked();
    Process second = null;
    try (var said =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.US_ASCII))) {
      ProcessHandle guard = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertTrue(Files.exists(scratch.resolve("job-" + NAME)), "its folder");

      worker.getOutputStream().close();
      assertEquals(KILLED, first.waitFor());
      while (guard.isAlive() && !pauses(guard)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      assertTrue(guard.isAlive(), "it looks once more");
      second = marked();

      assertEquals(KILLED, second.waitFor());
      guard.onExit().get();
      assertFalse(Files.exists(scratch.resolve("job-" + NAME)), "its folder");
    } finally {
      for (Process process : List.of(worker, first, second == null ? first : second)) {
        process.destroyForcibly();
      }
    }
  }
}

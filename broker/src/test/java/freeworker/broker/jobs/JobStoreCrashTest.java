package freeworker.broker.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store whose process dies keeps what it said that it keeps, wherever that was.
 *
 * <p>{@code -Djobs.crashes=1000} is the long form: every point, and the rest at random.
 */
@Timeout(3_000)
class JobStoreCrashTest {
  private static final int CRASHES = Integer.getInteger("jobs.crashes", 36);
  private static final int ROUNDS = 8;

  @TempDir private Path folder;

  /** One more process in this folder. */
  static Process start(Path folder, long seed, int threads, int rounds, int last, String... flags)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(JobStoreDoomed.class.getName());
    command.add(folder.toString());
    for (long word : new long[] {seed, threads, rounds, last}) {
      command.add(Long.toString(word));
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** Lets it run until it ends by itself, and says how many points it has passed, 0 if it died. */
  private static int hear(Process process, JobStoreAudit audit) throws Exception {
    int points = 0;
    try (BufferedReader lines = lines(process)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        audit.hear(line);
        points = line.startsWith("points ") ? Integer.parseInt(line.substring(7)) : points;
      }
    }
    assertEquals(points > 0 ? 0 : 9, process.waitFor());
    return points;
  }

  /** From how many points on to go, so that so many are tried of all. */
  private static int stride(int points, int tried) {
    return Math.max(1, points / tried);
  }

  @Test
  void noPointOfAWriteLosesWhatWasAccepted() throws Exception {
    long seed = new Random().nextInt(1 << 20);
    System.out.println("seed " + seed + " at every point");
    var audit = new JobStoreAudit(folder);
    int points = hear(start(folder, seed, 1, ROUNDS, 0), audit);
    audit.run();

    int stride = stride(points, CRASHES / 3);
    int died = 0;
    for (int last = 1 + (int) (seed % stride); last <= points; last += stride) {
      int passed = hear(start(folder, seed, 1, ROUNDS, last), audit);
      audit.run();
      died += passed == 0 ? 1 : 0;
    }

    assertTrue(died >= points / stride / 2, died + " of " + points / stride + " died");
    nothingLiesBesideIt();
  }

  @Test
  void noPointOfTheFirstStartLeavesAFileThatTheNextCannotUse() throws Exception {
    var unused = new JobStoreAudit(folder);
    int points = hear(start(Files.createDirectory(folder.resolve("0")), 1, 0, 0, 0), unused);
    int stride = stride(points, CRASHES / 4);
    for (int last = 1; last <= points; last += stride) {
      Path fresh = Files.createDirectory(folder.resolve(String.valueOf(last)));
      var audit = new JobStoreAudit(fresh);

      assertEquals(0, hear(start(fresh, 1, 0, 0, last), audit), "it dies at " + last);

      hear(start(fresh, 1, 1, 1, 0), audit);
      audit.run();
      assertTrue(audit.heard() > 0);
    }
  }

  @Test
  void noKillFromOutsideLosesWhatWasAccepted() throws Exception {
    long seed = new Random().nextInt(1 << 20);
    System.out.println("seed " + seed + " at random");
    var random = new Random(seed);
    var audit = new JobStoreAudit(folder);
    for (int i = 0; i < CRASHES / 3; i++) {
      Process process = start(folder, seed + i, 4, 1_000_000, 0);
      int most = random.nextInt(400);
      try (BufferedReader lines = lines(process)) {
        for (int heard = 0; heard < most; heard++) {
          audit.hear(lines.readLine());
        }
        long until = System.nanoTime() + random.nextInt(3_000_000);
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        // Not by the process itself, which would close what it has said and is not yet read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          audit.hear(line);
        }
      }
      audit.run();
    }
    nothingLiesBesideIt();
  }

  private void nothingLiesBesideIt() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          Set.of("jobs.db"),
          files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet()));
    }
  }

  @Test
  void theWorkThatIsKilledDoesNotAlwaysDoTheSame() throws Exception {
    var audit = new JobStoreAudit(folder);

    hear(start(folder, 5, 2, 20, 0), audit);

    audit.run();
    assertTrue(audit.heard() > List.of("submitted", "begun", "ended", "wrote").size() * 10);
  }
}

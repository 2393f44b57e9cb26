package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.broker.jobs.JobStoreFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks that have no room or let nothing run; as root alone, who may make them. */
@Timeout(60)
@Tag("outer")
class JobStoreDiskTest {
  @TempDir private Path folder;

  private static void mount(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static void fillDisk(Path filler) throws IOException {
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[1 << 12]);
      }
    } catch (IOException e) {
      // It is full.
    }
  }

  @Test
  void aDiskThatWasFullForAWhileLosesNothingThatWasAccepted() throws Exception {
    // The native library is not to be of the disk that goes away.
    JobStore.open(folder.resolve("other")).close();
    Path small = Files.createDirectory(folder.resolve("small"));
    mount("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString());
    try {
      Path filler = small.resolve("filler");
      int accepted = 0;
      JobId id;
      try (JobStore store = JobStore.open(small)) {
        id = alone(store.submit(job("ana")));
        assertTrue(store.begin(id, 1, 0, T0));
        fillDisk(filler);
        try {
          while (true) {
            store.submit(job("ben"));
            accepted++;
          }
        } catch (JobStoreFailure e) {
          assertEquals(Kind.FULL, e.kind(), e::toString);
        }
        assertEquals(1 + accepted, store.standings(Page.of("", Set.of(), 9_999)).size());

        Files.delete(filler);

        assertTrue(store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0 + 1));
        store.submit(job("ben"));
        accepted++;
      }
      try (JobStore store = JobStore.open(small)) {
        assertEquals(1 + accepted, store.standings(Page.of("", Set.of(), 9_999)).size());
        assertEquals(JobState.DONE, store.standing(id).orElseThrow().state());
      }
    } finally {
      mount("umount", small.toString());
    }
  }

  @Test
  void aFolderFromWhichNothingMayRunIsNamedWithItsCure() throws Exception {
    Path inert = Files.createDirectory(folder.resolve("inert"));
    mount("mount", "-t", "tmpfs", "-o", "size=64m,noexec", "tmpfs", inert.toString());
    try {
      assertEquals(
          "failed SQLite's library cannot be loaded from " + inert.resolve("native"),
          said(JobStoreCrashTest.start(inert, 1, 1, 1, 0)));

      assertEquals(
          "opened",
          said(
              JobStoreCrashTest.start(
                  inert, 1, 1, 1, 0, "-Dorg.sqlite.tmpdir=" + folder.toAbsolutePath())));
    } finally {
      mount("umount", inert.toString());
    }
  }

  /** The first line, up to what it advises. */
  private static String said(Process process) throws Exception {
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    String first = said.lines().findFirst().orElse("");
    assertTrue(first.equals("opened") || first.contains(". Start with -Dorg.sqlite.tmpdir="), said);
    return first.split("\\. Start with")[0];
  }
}

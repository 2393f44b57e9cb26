package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.profiling.SweepRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepFolderTest {
  private static final SweepCell CELL = SweepCell.of(2, 3, new SweepRun(15, 25, 3, 0.5, 0.25));

  @TempDir private Path folder;

  @Test
  void aCellThatWasAddedIsThereForTheNextRun() {
    Path out = folder.resolve("new/one");
    try (var first = new SweepFolder(out)) {
      assertEquals(List.of(), first.before().cells());
      assertEquals(List.of(CELL), first.add(first.before(), CELL).cells());
    }

    try (var second = new SweepFolder(out)) {
      assertEquals(List.of(CELL), second.before().cells());
    }
  }

  @Test
  void twoRunsNeverShareAFolder() {
    try (var first = new SweepFolder(folder)) {
      var refused = assertThrows(ChallengeFailure.class, () -> new SweepFolder(folder));

      assertEquals(ChallengeFailure.UNAVAILABLE, refused.exitCode());
      assertEquals("another benchmark measures in " + folder + ".", refused.getMessage());
      assertEquals(folder.resolve("results_2_3.csv"), first.profile(new Pair(2, 3)));
    }
  }

  @Test
  void anOlderTableIsPutAsideAndNeverOverwritten() throws Exception {
    Path file = folder.resolve(Sweep.NAME);
    FileTime then = FileTime.from(Instant.parse("2026-11-21T10:00:00Z"));
    try (var place = new SweepFolder(folder)) {
      assertTrue(place.putAside().isEmpty(), "there was none");
      for (String name :
          List.of("benchmarks.20261121-100000.csv", "benchmarks.20261121-100000-2.csv")) {
        place.add(new Sweep(List.of()), CELL);
        Files.setLastModifiedTime(file, then);

        assertEquals(folder.resolve(name), place.putAside().orElseThrow());

        assertFalse(Files.exists(file));
      }
    }
    assertEquals(
        List.of(CELL), Sweep.read(folder.resolve("benchmarks.20261121-100000.csv")).cells());
  }

  @Test
  void whatIsNoTableIsRefusedWithItsLine() throws Exception {
    Files.writeString(folder.resolve(Sweep.NAME), "Workers,Functions,Throughput\n1,1,fast\n");
    try (var place = new SweepFolder(folder)) {
      var refused = assertThrows(ChallengeFailure.class, place::before);

      assertEquals(ChallengeFailure.BAD_DATA, refused.exitCode());
      assertTrue(String.valueOf(refused.getMessage()).contains("line 2: Throughput is \"fast\""));
    }
  }
}

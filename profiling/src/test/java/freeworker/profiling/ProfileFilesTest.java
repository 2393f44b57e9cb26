package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFilesTest {
  private static final String ORIGINAL =
      ",Timestamp,Busy,Finished\n0,1674916728.266212,[1],0.0\n1,1674916731.3064036,[0],1.0\n";

  private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile(@TempDir Path folder) {
    this.folder = folder;
    file = ProfileFiles.results(folder, 2);
  }

  @Test
  void aFirstRunFindsNothingAndItsFolderIsMade() throws IOException {
    Path deep = folder.resolve("a/b/results_1.csv");

    try (Claim claim = ProfileFiles.claim(deep)) {
      assertEquals(deep, claim.file());
      assertEquals(Optional.empty(), claim.notice());
      assertTrue(Files.isDirectory(folder.resolve("a/b")));
      assertFalse(Files.exists(deep));
    }
  }

  @Test
  void anOlderProfileIsKeptUnderItsFirstTimestampWithAllItsSegments() throws IOException {
    Files.writeString(file, ORIGINAL);
    Files.writeString(folder.resolve("results_2.s2.csv"), "two");
    Files.writeString(folder.resolve("results_2.s10.csv"), "ten");
    Files.writeString(folder.resolve("results_2_1.csv"), "a sweep");
    Files.writeString(folder.resolve("results_20.csv"), "another crew");

    try (Claim claim = ProfileFiles.claim(file)) {
      assertEquals(Optional.of(folder.resolve("results_2.20230128-143848.csv")), claim.kept());
      assertEquals(
          Optional.of("kept the older profile " + file + " as results_2.20230128-143848.csv"),
          claim.notice());
    }

    assertEquals(
        Set.of(
            "results_2.20230128-143848.csv",
            "results_2.20230128-143848.s2.csv",
            "results_2.20230128-143848.s10.csv",
            "results_2_1.csv",
            "results_20.csv",
            ".results_2.lock"),
        names());
    assertEquals(ORIGINAL, Files.readString(folder.resolve("results_2.20230128-143848.csv")));
  }

  @Test
  void nothingIsEverOverwritten() throws IOException {
    Files.writeString(folder.resolve("results_2.20230128-143848.csv"), "first");
    Files.writeString(folder.resolve("results_2.20230128-143848-2.s2.csv"), "orphan");
    Files.writeString(file, ORIGINAL);

    try (Claim claim = ProfileFiles.claim(file)) {
      assertEquals(Optional.of(folder.resolve("results_2.20230128-143848-3.csv")), claim.kept());
    }

    assertEquals("first", Files.readString(folder.resolve("results_2.20230128-143848.csv")));
    assertEquals("orphan", Files.readString(folder.resolve("results_2.20230128-143848-2.s2.csv")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",Timestamp,Busy,Finished\n",
        "nonsense",
        "a,b\n1,2\n",
        ",Timestamp\n0,NaN\n",
        ",Timestamp\n0,1e999999999\n",
        ",Timestamp\n0,999999999999\n",
        ",Timestamp\n0\n",
        ",Timestamp\n0,\"1674916728.2"
      })
  void aFileWithoutAFirstTimestampIsKeptUnderTheTimeOfItsLastChange(String text)
      throws IOException {
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-02-29T23:59:59Z")));

    try (Claim claim = ProfileFiles.claim(file)) {
      assertEquals(Optional.of(folder.resolve("results_2.20240229-235959.csv")), claim.kept());
    }
  }

  @Test
  void aSegmentWithoutItsFirstFileIsKeptToo() throws IOException {
    Files.writeString(folder.resolve("results_2.s3.csv"), ORIGINAL);

    try (Claim claim = ProfileFiles.claim(file)) {
      assertTrue(claim.notice().isPresent());
    }

    assertEquals(Set.of("results_2.20230128-143848.s3.csv", ".results_2.lock"), names());
  }

  @Test
  void aSecondLiveRunIsRefusedWithThePidAndTouchesNothing() throws IOException {
    try (Claim first = ProfileFiles.claim(file)) {
      Files.writeString(first.file(), ORIGINAL);

      var refused = assertThrows(ProfileTaken.class, () -> ProfileFiles.claim(file));

      long pid = ProcessHandle.current().pid();
      assertEquals(pid, refused.pid());
      assertEquals(file, refused.file());
      assertEquals(
          file + " is being written by process " + pid + ". Stop it, or start in another folder.",
          refused.getMessage());
      assertEquals(ORIGINAL, Files.readString(file));
    }
  }

  @Test
  void anotherNameOfTheSameFolderIsTheSameProfile() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

    try (Claim claim = ProfileFiles.claim(file)) {
      assertTrue(claim.notice().isEmpty());
      assertThrows(ProfileTaken.class, () -> ProfileFiles.claim(link.resolve("results_2.csv")));
    }
  }

  @Test
  void aProfileCanBeClaimedAgainAfterItsRunEnded() throws IOException {
    ProfileFiles.claim(file).close();

    try (Claim again = ProfileFiles.claim(file)) {
      assertEquals(file, again.file());
    }
  }

  @Test
  void runsOfOtherCrewsDoNotDisturbEachOther() throws IOException {
    try (Claim two = ProfileFiles.claim(file);
        Claim three = ProfileFiles.claim(ProfileFiles.results(folder, 3))) {
      assertFalse(two.file().equals(three.file()));
    }
  }

  @Test
  void aFolderThatIsAFileIsRefusedInOneLine() throws IOException {
    Path wrong = Files.writeString(folder.resolve("profiling"), "");

    var refused =
        assertThrows(
            ProfileRefused.class, () -> ProfileFiles.claim(wrong.resolve("results_2.csv")));

    assertEquals(
        "profile "
            + wrong.resolve("results_2.csv")
            + " cannot be written: "
            + wrong
            + " is in the way. Make its folder writable, or start in another one.",
        refused.getMessage());
  }

  @Test
  void aProfileThatIsAFolderIsRefused() throws IOException {
    Files.createDirectory(file);

    var refused = assertThrows(ProfileRefused.class, () -> ProfileFiles.claim(file));

    assertEquals(file + " is a folder, not a profile. Name a file.", refused.getMessage());
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}

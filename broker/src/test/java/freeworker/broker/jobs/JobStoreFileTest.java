package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobState;
import freeworker.broker.jobs.JobStoreFailure.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of the store is its broker's alone, of this version or older, and whole. */
@Timeout(60)
class JobStoreFileTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("jobs.db");
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private JobStoreFailure refused() {
    var failure = assertThrows(JobStoreFailure.class, () -> JobStore.open(folder));
    assertEquals(Kind.UNUSABLE, failure.kind());
    assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
    assertTrue(failure.getMessage().startsWith(file() + " "), failure.getMessage());
    return failure;
  }

  @Test
  void onlyItsOwnerReadsItAndNothingLiesBesideIt() throws Exception {
    try (JobStore store = JobStore.open(folder)) {
      store.submit(job("ana"));
      for (String name : List.of("jobs.db", "jobs.db-wal", "jobs.db-shm")) {
        assertEquals(
            PosixFilePermissions.fromString("rw-------"),
            Files.getPosixFilePermissions(folder.resolve(name)),
            name);
      }
      assertEquals(Set.of("jobs.db", "jobs.db-wal", "jobs.db-shm"), names());
    }
    assertEquals(Set.of("jobs.db"), names());
  }

  @Test
  void aFolderMayHaveAnyName() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b?c%20d#e'\u00fc"));

    try (JobStore store = JobStore.open(odd)) {
      store.submit(job("ana"));
    }

    try (JobStore store = JobStore.open(odd)) {
      assertTrue(store.submission(1).isPresent());
    }
    assertTrue(Files.exists(odd.resolve("jobs.db")));
    assertEquals(1, names().size(), () -> "beside it lies something");
  }

  @Test
  void itIsWrittenAsWasPromised() throws Exception {
    try (StoreRows rows =
        new StoreFile(folder, JobStore.LARGEST).writing(Point.NONE, StoreSchema.STEPS)) {
      assertEquals(2, rows.number("PRAGMA synchronous"), "FULL");
      assertEquals("wal", rows.first("PRAGMA journal_mode", row -> row.getString(1)).orElse(""));
      assertEquals(1, rows.number("PRAGMA foreign_keys"));
      assertEquals(2, rows.number("PRAGMA auto_vacuum"), "incremental");
      assertEquals(StoreSchema.APPLICATION, rows.number("PRAGMA application_id"));
      assertEquals(StoreSchema.STEPS.size(), rows.number("PRAGMA user_version"));
    }
  }

  @Test
  void anEmptyFileBecomesAStore() throws Exception {
    Files.createFile(file());

    try (JobStore store = JobStore.open(folder)) {
      assertEquals(1, store.submit(job("ana")));
    }
  }

  @Test
  void aStoreOfTheFirstVersionKeepsItsJobs() throws Exception {
    try (var old = JobStoreFileTest.class.getResourceAsStream("jobs-v1.sql")) {
      String text = new String(Objects.requireNonNull(old).readAllBytes(), StandardCharsets.UTF_8);
      sql(Stream.of(text.split(";\n")).filter(sql -> !sql.isBlank()).toArray(String[]::new));
    }

    try (JobStore store = JobStore.open(folder)) {
      assertEquals("ana", store.submission(1).orElseThrow().owner());
      assertEquals("hello", store.submission(1).orElseThrow().script().name());
      assertEquals(JobState.DONE, store.standing(alone(1)).orElseThrow().state());
      assertEquals(2L, store.counts(2).get(JobState.QUEUED));
      assertEquals("hi\n", new String(store.output(alone(1), 1, 1, 0, 99), StandardCharsets.UTF_8));
      assertEquals(3, store.submit(job("ana")));
    }
  }

  @Test
  void anOlderStoreIsBroughtForwardWithWhatIsInIt() throws Exception {
    try (JobStore store = JobStore.open(folder)) {
      store.submit(job("ana"));
    }
    var steps = new ArrayList<>(StoreSchema.STEPS);
    steps.add(List.of("CREATE TABLE note (text TEXT)", "INSERT INTO note VALUES ('kept')"));
    steps.add(List.of("ALTER TABLE note ADD COLUMN at INTEGER NOT NULL DEFAULT 5"));

    try (StoreRows rows =
        new StoreFile(folder, JobStore.LARGEST).writing(Point.NONE, List.copyOf(steps))) {
      assertEquals(5, rows.number("SELECT at FROM note WHERE text = 'kept'"));
      assertEquals(1, rows.number("SELECT count(*) FROM submission"));
      assertEquals(steps.size(), rows.number("PRAGMA user_version"));
    }
    assertEquals(
        file()
            + " was written by a newer Freeworker: its tables are of version "
            + steps.size()
            + ", this one knows "
            + StoreSchema.STEPS.size()
            + ". Start that one, or move the file away.",
        refused().getMessage());
  }

  @Test
  void aStepThatFailsChangesNothing() throws Exception {
    JobStore.open(folder).close();
    var steps = new ArrayList<>(StoreSchema.STEPS);
    steps.add(List.of("CREATE TABLE note (text TEXT)", "nonsense"));

    assertThrows(
        JobStoreFailure.class,
        () -> new StoreFile(folder, JobStore.LARGEST).writing(Point.NONE, List.copyOf(steps)));

    JobStore.open(folder).close();
  }

  @Test
  void whatIsNoDatabaseIsRefusedInOneLine() throws Exception {
    Files.writeString(file(), "This is not a database, though it is long. ".repeat(1_000));

    assertTrue(refused().getMessage().contains(" is damaged: "), refused().getMessage());
  }

  @Test
  void aDamagedStoreIsRefusedInOneLine() throws Exception {
    JobStore.open(folder).close();
    byte[] bytes = Files.readAllBytes(file());
    java.util.Arrays.fill(bytes, 100, 4_096, (byte) 0x55);
    Files.write(file(), bytes);

    assertTrue(refused().getMessage().contains(" is damaged: "), refused().getMessage());
  }

  @Test
  void aDatabaseOfSomethingElseIsRefusedAndLeftAsItIs() throws Exception {
    sql("CREATE TABLE cookies (name TEXT)");

    assertEquals(file() + " is the file of another program. Move it away.", refused().getMessage());
    sql("INSERT INTO cookies VALUES ('x')");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    folder = Files.createFile(folder.resolve("file")).resolve("folder");

    refused();
  }
}

package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.MINUTE;
import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.bring;
import static freeworker.broker.jobs.JobStoreSamples.file;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static freeworker.broker.jobs.JobStoreSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.broker.jobs.JobStoreFailure.Kind;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of scripts are kept once, whole and right, for as long as a job needs them. */
@Timeout(60)
class JobStoreContentTest {
  private static final Duration KEEP = Duration.ofDays(7);

  @TempDir private Path folder;
  private JobStore store;
  private final byte[] large = new byte[3 * Script.PIECE + 17];

  @BeforeEach
  void open() throws Exception {
    new Random(1).nextBytes(large);
    store = JobStore.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private Set<Hash> lacking(byte[] content) throws Exception {
    return store.lacking(List.of(Hash.of(content)));
  }

  private static Kind refused(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(JobStoreFailure.class, call).kind();
  }

  @Test
  void aFileIsThereWhenItsLastPieceIs() throws Exception {
    Hash hash = Hash.of(large);
    for (int at = 0; at < large.length; at += Script.PIECE) {
      assertEquals(Set.of(hash), lacking(large));
      int end = Math.min(large.length, at + Script.PIECE);
      store.bring(hash, large.length, at, java.util.Arrays.copyOfRange(large, at, end));
    }

    assertEquals(Set.of(), lacking(large));
    assertArrayEquals(large, store.piece(hash, 0, large.length));
    assertArrayEquals(
        java.util.Arrays.copyOfRange(large, 1_000, 300_000), store.piece(hash, 1_000, 299_000));
    assertEquals(17, store.piece(hash, 3 * Script.PIECE, Script.PIECE).length);
    assertEquals(0, store.piece(hash, large.length, Script.PIECE).length);
    assertEquals(0, store.piece(Hash.of(utf8("?")), 0, 9).length);
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    assertEquals(1, lacking(new byte[0]).size());

    bring(store, new byte[0]);

    assertEquals(Set.of(), lacking(new byte[0]));
  }

  @Test
  void piecesThatAreSaidAgainChangeNothingAlsoAfterARestart() throws Exception {
    Hash hash = Hash.of(large);
    byte[] first = java.util.Arrays.copyOf(large, Script.PIECE);
    store.bring(hash, large.length, 0, first);
    store.bring(hash, large.length, 0, first);
    store.close();
    store = JobStore.open(folder);

    bring(store, large);
    bring(store, large);

    assertArrayEquals(large, store.piece(hash, 0, large.length));
  }

  @Test
  void aGapIsRefused() throws Exception {
    Hash hash = Hash.of(large);

    assertEquals(Kind.REFUSED, refused(() -> store.bring(hash, large.length, 10, new byte[10])));
    store.bring(hash, large.length, 0, new byte[10]);
    assertEquals(Kind.REFUSED, refused(() -> store.bring(hash, large.length, 11, new byte[10])));
    assertEquals(
        Kind.REFUSED, refused(() -> store.bring(hash, large.length + 1, 10, new byte[10])));
    assertEquals(Kind.REFUSED, refused(() -> store.bring(hash, 5, 0, new byte[10])));
  }

  @Test
  void whatIsNotWhatItsHashSaysIsDroppedAndCanBeBroughtAgain() throws Exception {
    Hash hash = Hash.of(large);
    byte[] wrong = large.clone();
    wrong[5]++;
    store.bring(hash, wrong.length, 0, java.util.Arrays.copyOf(wrong, Script.PIECE));

    var failure =
        assertThrows(
            JobStoreFailure.class,
            () -> {
              for (int at = 0; at < large.length; at += Script.PIECE) {
                int end = Math.min(large.length, at + Script.PIECE);
                store.bring(hash, large.length, at, java.util.Arrays.copyOfRange(large, at, end));
              }
            });

    assertEquals(
        hash + " is not the hash of what was brought: dropped. Bring it again.",
        failure.getMessage());
    assertEquals(Set.of(hash), lacking(large));
    bring(store, large);
    assertArrayEquals(large, store.piece(hash, 0, large.length));
  }

  @Test
  void anotherLengthBeginsAnew() throws Exception {
    Hash hash = Hash.of(large);
    store.bring(hash, 1_000_000, 0, new byte[100]);

    bring(store, large);

    assertEquals(Set.of(), lacking(large));
    assertArrayEquals(large, store.piece(hash, 0, large.length));
  }

  @Test
  void aScriptWhoseFilesAreNotHereIsNotAccepted() throws Exception {
    byte[] small = utf8("print(1)");
    Item item = file("a b.py", small);
    store.bring(item.content(), 8, 0, utf8("prin"));

    var failure = assertThrows(JobStoreFailure.class, () -> store.submit(job("ana", item)));
    assertEquals(Kind.LACKING, failure.kind());
    assertTrue(failure.getMessage().startsWith("a b.py ("), failure.getMessage());
    bring(store, small);
    assertEquals(
        Kind.REFUSED,
        refused(() -> store.submit(job("ana", new Item("x", false, item.content(), 9)))));

    assertEquals(1, store.submit(job("ana", item, file("copy", small))), "no number was used up");
  }

  @Test
  void aFileGoesAnHourAfterTheLastJobThatNeedsIt() throws Exception {
    bring(store, large);
    JobId one = alone(store.submit(job("ana", file("x", large))));
    JobId two = alone(store.submit(job("ben", file("y", large))));
    for (JobId id : List.of(one, two)) {
      store.finish(id, JobState.QUEUED, JobState.CANCELLED, "", T0);
    }
    store.retry(two, T0);
    long later = T0 + 8 * 24 * 60 * MINUTE;

    assertEquals(1, store.sweep(later, KEEP, Long.MAX_VALUE).submissions());
    assertEquals(0, store.sweep(later + 120 * MINUTE, KEEP, Long.MAX_VALUE).contents());
    assertArrayEquals(large, store.piece(Hash.of(large), 0, large.length), "two needs it");

    store.finish(two, JobState.QUEUED, JobState.CANCELLED, "", later);
    long end = later + 8 * 24 * 60 * MINUTE;
    assertEquals(1, store.sweep(end, KEEP, Long.MAX_VALUE).submissions());
    assertEquals(Set.of(), lacking(large), "it is kept for an hour");
    assertEquals(1, store.sweep(end + 61 * MINUTE, KEEP, Long.MAX_VALUE).contents());
    assertEquals(1, lacking(large).size());
  }

  @Test
  void aFileThatNobodySubmitsGoesAfterAnHour() throws Exception {
    bring(store, large);
    byte[] half = utf8("half of it");
    store.bring(Hash.of(half), half.length, 0, java.util.Arrays.copyOf(half, 5));

    store.sweep(T0, KEEP, Long.MAX_VALUE);
    store.sweep(T0 + 59 * MINUTE, KEEP, Long.MAX_VALUE);
    assertEquals(Set.of(), lacking(large));

    assertEquals(2, store.sweep(T0 + 61 * MINUTE, KEEP, Long.MAX_VALUE).contents());
    assertEquals(1, lacking(large).size());
    bring(store, large);
    bring(store, half);
    assertEquals(1, store.submit(job("ana", file("x", large), file("half", half))));
  }
}

package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static freeworker.broker.jobs.JobStoreSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job is kept from its submission to its end, and nothing is recorded of it that cannot be. */
@Timeout(60)
class JobStoreTest {
  @TempDir private Path folder;
  private JobStore store;

  @BeforeEach
  void open() throws Exception {
    store = JobStore.open(folder);
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  private void reopen() throws Exception {
    store.close();
    store = JobStore.open(folder);
  }

  private JobState state(JobId id) throws Exception {
    return store.standing(id).orElseThrow().state();
  }

  private JobId submitted() throws Exception {
    return alone(store.submit(job("ana")));
  }

  @Test
  void whatWasSubmittedIsThereAfterARestartAsItWas() throws Exception {
    Submission submission =
        new Submission(0, "ana", job("ana").script(), Script.ALONE, Script.ALONE, 3, true, T0);
    long number = store.submit(submission);

    reopen();

    assertEquals(submission.as(number), store.submission(number).orElseThrow());
    assertEquals(Standing.waiting(alone(number)), store.standing(alone(number)).orElseThrow());
    assertTrue(store.submission(number + 1).isEmpty());
    assertTrue(store.standing(new JobId(number, 0)).isEmpty(), "it is no array");
    assertTrue(store.counts(number + 1).isEmpty());
  }

  @Test
  void aNumberIsNeverUsedAgain() throws Exception {
    JobId first = submitted();
    JobId second = submitted();
    store.finish(second, JobState.QUEUED, JobState.CANCELLED, "", T0);
    store.sweep(T0 + 10, Duration.ZERO, Long.MAX_VALUE);
    assertTrue(store.submission(second.number()).isEmpty());

    reopen();

    assertEquals(second.number() + 1, submitted().number());
    assertEquals(JobState.QUEUED, state(first));
  }

  @Test
  void aJobBeginsAndEndsOnce() throws Exception {
    JobId id = submitted();

    assertFalse(store.begin(id, 2, 0, T0), "its first attempt is its first");
    assertTrue(store.begin(id, 1, 7, T0 + 1));
    assertFalse(store.begin(id, 1, 7, T0 + 1), "it runs already");
    assertFalse(store.begin(id, 2, 8, T0 + 1), "it runs already");
    assertFalse(store.end(id, 2, "EXITED", 0, "", JobState.DONE, T0 + 2), "no such attempt");
    assertTrue(store.end(id, 1, "EXITED", 3, "exit code 3", JobState.FAILED, T0 + 2));
    assertFalse(store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0 + 3), "it has ended");
    assertFalse(store.begin(id, 2, 0, T0 + 4), "it is over");

    reopen();
    assertEquals(
        new Standing(id, JobState.FAILED, 1, 3, "exit code 3", 7, T0 + 1, T0 + 2),
        store.standing(id).orElseThrow());
    assertEquals(
        List.of(new Attempt(id, 1, 7, T0 + 1, T0 + 2, "EXITED", 3, "exit code 3", 0, 0, 0)),
        store.attempts(id));
  }

  @Test
  void aJobRunsAgainAsItsNextAttempt() throws Exception {
    JobId id = submitted();
    store.begin(id, 1, 0, T0);

    assertTrue(store.end(id, 1, "lost", 0, "worker 0 died", JobState.QUEUED, T0 + 1));
    assertEquals(JobState.QUEUED, state(id));
    assertTrue(store.begin(id, 2, 1, T0 + 2));
    assertTrue(store.end(id, 2, "EXITED", 0, "", JobState.DONE, T0 + 3));
    assertTrue(store.retry(id, T0 + 4));
    assertFalse(store.retry(id, T0 + 4), "it waits already");
    assertTrue(store.begin(id, 3, 1, T0 + 5));
    assertFalse(store.retry(id, T0 + 6), "it runs");

    assertEquals(
        List.of("lost", "EXITED", ""), store.attempts(id).stream().map(Attempt::how).toList());
    assertEquals(List.of(1, 2, 3), store.attempts(id).stream().map(Attempt::number).toList());
    assertEquals(1L, store.counts(id.number()).get(JobState.RUNNING));
  }

  @Test
  void aJobThatDoesNotRunIsCancelledAndRunAgain() throws Exception {
    JobId id = submitted();

    assertTrue(store.finish(id, JobState.QUEUED, JobState.CANCELLED, "ana said so", T0 + 1));
    assertFalse(store.finish(id, JobState.QUEUED, JobState.LOST, "", T0 + 2));
    assertFalse(store.begin(id, 1, 0, T0 + 2));
    assertEquals(
        new Standing(id, JobState.CANCELLED, 0, 0, "ana said so", -1, 0, T0 + 1),
        store.standing(id).orElseThrow());
    assertTrue(store.finish(id, JobState.CANCELLED, JobState.QUEUED, "", T0 + 3));
    assertTrue(store.begin(id, 1, 0, T0 + 4));
    assertFalse(store.finish(id, JobState.QUEUED, JobState.CANCELLED, "", T0 + 5), "it runs");
    assertEquals(0, store.cancelWaiting(id.number(), T0 + 5), "it runs");
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    JobId id = submitted();
    JobId nobody = alone(id.number() + 1);

    assertFalse(store.begin(nobody, 1, 0, T0));
    assertFalse(store.begin(new JobId(id.number(), 0), 1, 0, T0));
    assertFalse(store.end(nobody, 1, "EXITED", 0, "", JobState.DONE, T0));
    assertFalse(store.retry(nobody, T0));
    assertFalse(store.wrote(nobody, 1, 1, 0, utf8("x")));
    assertEquals(0, store.cancelWaiting(nobody.number(), T0));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.end(id, 1, "EXITED", 0, "", JobState.RUNNING, T0));
    assertThrows(
        IllegalArgumentException.class, () -> store.end(id, 1, "", 0, "", JobState.DONE, T0));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.finish(id, JobState.RUNNING, JobState.DONE, "", T0));
    assertThrows(
        IllegalArgumentException.class,
        () -> store.finish(id, JobState.DONE, JobState.FAILED, "", T0));
    assertThrows(IllegalArgumentException.class, () -> store.wrote(id, 1, 4, 0, utf8("x")));
  }

  @Test
  void outputIsKeptOnceHoweverOftenItIsSaid() throws Exception {
    JobId id = submitted();
    assertFalse(store.wrote(id, 1, 1, 0, utf8("early")), "it does not run");
    store.begin(id, 1, 0, T0);

    assertTrue(store.wrote(id, 1, 1, 0, utf8("hello ")));
    assertTrue(store.wrote(id, 1, 1, 0, utf8("hello ")), "it is there");
    assertFalse(store.wrote(id, 1, 1, 7, utf8("orld")), "something is missing before it");
    assertTrue(store.wrote(id, 1, 1, 3, utf8("lo world")), "half of it is there");
    assertTrue(store.wrote(id, 1, 2, 0, new byte[] {0, -1}));
    store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0 + 1);
    assertFalse(store.wrote(id, 1, 1, 11, utf8("late")), "it has ended");

    reopen();
    assertArrayEquals(utf8("hello world"), store.output(id, 1, 1, 0, 100));
    assertArrayEquals(utf8("lo wo"), store.output(id, 1, 1, 3, 5));
    assertArrayEquals(utf8("world"), store.output(id, 1, 1, 6, 5));
    assertArrayEquals(new byte[0], store.output(id, 1, 1, 11, 5));
    assertArrayEquals(new byte[] {0, -1}, store.output(id, 1, 2, 0, 5));
    assertArrayEquals(new byte[0], store.output(id, 2, 1, 0, 5));
    assertEquals(11, store.length(id, 1, 1));
    assertEquals(11, store.attempts(id).get(0).output());
    assertEquals(2, store.attempts(id).get(0).errors());
  }

  @Test
  void outputOfManyPiecesIsReadAcrossThem() throws Exception {
    JobId id = submitted();
    store.begin(id, 1, 0, T0);
    byte[] all = new byte[10_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31);
    }
    for (int at = 0; at < all.length; at += 7) {
      int end = Math.min(all.length, at + 7);
      assertTrue(store.wrote(id, 1, 1, at, java.util.Arrays.copyOfRange(all, at, end)));
    }

    assertArrayEquals(all, store.output(id, 1, 1, 0, all.length));
    assertArrayEquals(
        java.util.Arrays.copyOfRange(all, 4_321, 5_555), store.output(id, 1, 1, 4_321, 1_234));
  }

  @Test
  void pagesShowTheNewestFirstByOwnerAndState() throws Exception {
    List<Long> numbers =
        IntStream.range(0, 10)
            .mapToObj(
                i -> {
                  try {
                    return store.submit(job(i % 2 == 0 ? "ana" : "ben"));
                  } catch (JobStoreFailure e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();
    JobId done = alone(numbers.get(3));
    store.begin(done, 1, 0, T0);
    store.end(done, 1, "EXITED", 0, "", JobState.DONE, T0);

    Page first = Page.of("", java.util.Set.of(), 4);
    List<Standing> page = store.standings(first);
    List<Standing> second = store.standings(first.after(page.get(3).id()));
    List<Standing> third = store.standings(first.after(second.get(3).id()));

    assertEquals(
        List.of(10L, 9L, 8L, 7L), page.stream().map(standing -> standing.id().number()).toList());
    assertEquals(6L, second.get(0).id().number());
    assertEquals(2, third.size());
    assertEquals(5, store.standings(Page.of("ana", java.util.Set.of(), 100)).size());
    assertEquals(
        List.of(done),
        store.standings(Page.of("", java.util.Set.of(JobState.DONE), 100)).stream()
            .map(Standing::id)
            .toList());
    assertTrue(store.standings(Page.of("ana", java.util.Set.of(JobState.DONE), 9)).isEmpty());
    assertEquals(
        10,
        store.standings(Page.of("", java.util.Set.of(JobState.QUEUED, JobState.DONE), 99)).size());
  }

  @Test
  void countsFollowEveryChange() throws Exception {
    JobId id = submitted();
    store.begin(id, 1, 0, T0);
    store.end(id, 1, "EXITED", 1, "", JobState.FAILED, T0);

    Map<JobState, Long> counts = store.counts(id.number());

    assertEquals(1L, counts.get(JobState.FAILED));
    assertEquals(1L, counts.values().stream().mapToLong(Long::longValue).sum());
  }
}

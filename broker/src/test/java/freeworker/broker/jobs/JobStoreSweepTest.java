package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.MINUTE;
import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.array;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is over goes when it has been kept for long enough, or when there is too much of it. */
@Timeout(60)
class JobStoreSweepTest {
  private static final Duration HOUR = Duration.ofHours(1);

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

  /** Runs a job that writes so many pieces. */
  private void run(JobId id, int pieces, long at) throws Exception {
    assertTrue(store.begin(id, 1, 0, at));
    for (int i = 0; i < pieces; i++) {
      store.wrote(id, 1, 1 + i % 2, (long) (i / 2) * Script.PIECE, new byte[Script.PIECE]);
    }
    assertTrue(store.end(id, 1, "EXITED", 0, "", JobState.DONE, at));
  }

  @Test
  void whatWasOverForLongerIsRemovedAndExplained() throws Exception {
    JobId old = alone(store.submit(job("ana")));
    JobId young = alone(store.submit(job("ana")));
    JobId waiting = alone(store.submit(job("ben")));
    run(old, 2, T0);
    run(young, 2, T0 + 10 * MINUTE);

    Swept swept = store.sweep(T0 + 65 * MINUTE, HOUR, Long.MAX_VALUE);

    assertEquals(new Swept(1, 0, 2 * Script.PIECE, 0), swept);
    assertTrue(store.submission(old.number()).isEmpty());
    assertTrue(store.standing(old).isEmpty());
    assertEquals(List.of(), store.attempts(old));
    assertEquals(0, store.output(old, 1, 1, 0, 9).length);
    assertFalse(store.retry(old, T0));
    assertEquals(List.of(young, waiting).size(), store.standings(Page.of("", Set.of(), 9)).size());
    assertEquals(
        List.of(
            new Expired(
                old.number(),
                Script.ALONE,
                "ana",
                "hello",
                T0 + 65 * MINUTE,
                "it was over for longer than 60 minutes")),
        store.expired("ana", Long.MAX_VALUE, 9));
    assertEquals(List.of(), store.expired("ben", Long.MAX_VALUE, 9));
    assertTrue(store.sweep(T0 + 65 * MINUTE, HOUR, Long.MAX_VALUE).nothing());
  }

  @Test
  void theOldestGoWhileThereIsTooMuchOutput() throws Exception {
    var ids = new ArrayList<JobId>();
    for (int i = 0; i < 4; i++) {
      ids.add(alone(store.submit(job("ana"))));
    }
    for (int i : new int[] {2, 0, 3, 1}) {
      run(ids.get(i), 2, T0 + ids.get(i).number() + (i == 2 ? -9 : 0));
    }
    run(alone(store.submit(job("silent"))), 0, T0 - 100);

    Swept swept = store.sweep(T0 + 100, HOUR, 5 * Script.PIECE);

    assertEquals(new Swept(2, 0, 4 * Script.PIECE, 0), swept);
    assertTrue(store.submission(ids.get(2).number()).isEmpty());
    assertTrue(store.submission(ids.get(0).number()).isEmpty());
    assertEquals(3, store.standings(Page.of("", Set.of(), 9)).size());
    assertEquals(
        "all outputs together were more than 0 MiB",
        store.expired("", Long.MAX_VALUE, 9).get(0).why());
  }

  @Test
  void anArrayThatIsNotOverLosesItsOldestOutputsAndNotHowTheyEnded() throws Exception {
    long number = store.submit(array(1, 4));
    for (long element = 1; element <= 3; element++) {
      run(new JobId(number, element), 2, T0 + element);
    }

    Swept swept = store.sweep(T0 + 100, Duration.ZERO, 2 * Script.PIECE);

    assertEquals(new Swept(0, 2, 4 * Script.PIECE, 0), swept);
    JobId first = new JobId(number, 1);
    assertEquals(JobState.DONE, store.standing(first).orElseThrow().state());
    assertEquals(0, store.length(first, 1, 1));
    assertEquals(0, store.output(first, 1, 1, 0, 9).length);
    assertEquals(Script.PIECE, store.length(new JobId(number, 3), 1, 1));
    assertEquals(
        List.of(1L, 2L),
        store.expired("ana", Long.MAX_VALUE, 9).stream().map(Expired::element).toList());
  }

  @Test
  void anArrayGoesAsAWholeWhenTheLastOfItIsOver() throws Exception {
    long number = store.submit(array(1, 3_000));
    for (long element = 1; element <= 2_500; element++) {
      JobId id = new JobId(number, element);
      store.finish(id, JobState.QUEUED, JobState.CANCELLED, "", T0);
    }
    assertTrue(store.sweep(T0 + 120 * MINUTE, HOUR, Long.MAX_VALUE).nothing());

    store.cancelWaiting(number, T0 + 120 * MINUTE);

    assertTrue(store.sweep(T0 + 121 * MINUTE, HOUR, Long.MAX_VALUE).nothing());
    assertEquals(1, store.sweep(T0 + 181 * MINUTE, HOUR, Long.MAX_VALUE).submissions());
    assertEquals(List.of(), store.standings(Page.of("", Set.of(), 9)));
  }

  @Test
  void whatRunsAgainIsNotOver() throws Exception {
    JobId id = alone(store.submit(job("ana")));
    run(id, 1, T0);
    store.retry(id, T0 + 1);

    assertTrue(store.sweep(T0 + 300 * MINUTE, HOUR, 0).submissions() == 0);

    assertEquals(JobState.QUEUED, store.standing(id).orElseThrow().state());
  }

  @Test
  void theFileShrinks() throws Exception {
    for (int i = 0; i < 5; i++) {
      run(alone(store.submit(job("ana"))), 32, T0 + i);
    }
    store.close();
    long before = Files.size(folder.resolve("jobs.db"));
    open();

    store.sweep(T0 + 100, Duration.ZERO, Long.MAX_VALUE);

    store.close();
    long after = Files.size(folder.resolve("jobs.db"));
    open();
    assertTrue(before > 20 << 20 && after < 2 << 20, before + " bytes, then " + after);
  }
}

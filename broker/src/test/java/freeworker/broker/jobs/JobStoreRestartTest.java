package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.array;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that starts finds what the one before left. */
@Timeout(60)
class JobStoreRestartTest {
  @TempDir private Path folder;

  /** What waits, as lines. */
  private static List<String> waiting(JobStore store) throws Exception {
    var lines = new ArrayList<String>();
    store.waiting(
        new JobStore.Waiters() {
          @Override
          public void submission(Waiting waiting) {
            lines.add(
                waiting.number()
                    + " "
                    + waiting.owner()
                    + " "
                    + waiting.fresh()
                    + "/"
                    + waiting.queued()
                    + " from "
                    + waiting.next());
          }

          @Override
          public void again(JobId id, int attempts) {
            lines.add("again " + id + " after " + attempts);
          }
        });
    return lines;
  }

  @Test
  void whatRanIsLostAndWaitsAgainUnlessItIsToRunOnce() throws Exception {
    JobId usual;
    JobId once;
    JobId untouched;
    JobId element;
    try (JobStore store = JobStore.open(folder)) {
      usual = alone(store.submit(job("ana")));
      once =
          alone(
              store.submit(
                  new Submission(
                      0, "ben", job("ben").script(), Script.ALONE, Script.ALONE, 0, true, T0)));
      untouched = alone(store.submit(job("ana")));
      element = new JobId(store.submit(array(1, 9)), 4);
      for (JobId id : List.of(usual, once, element)) {
        store.begin(id, 1, 2, T0 + 1);
      }
    }

    try (JobStore store = JobStore.open(folder)) {
      List<Standing> recovered = store.recover(T0 + 5);

      assertEquals(List.of(usual, once, element), recovered.stream().map(Standing::id).toList());
      assertEquals(
          new Standing(once, JobState.LOST, 1, 0, StoreJobs.BROKER_ENDED, 2, T0 + 1, T0 + 5),
          store.standing(once).orElseThrow());
      assertEquals(
          new Attempt(usual, 1, 2, T0 + 1, T0 + 5, "lost", 0, StoreJobs.BROKER_ENDED, 0, 0, 0),
          store.attempts(usual).get(0));
      assertEquals(
          List.of(
              "1 ana 0/1 from 0",
              "again 1 after 1",
              "3 ana 1/1 from -1",
              "4 ana 8/9 from 1",
              "again 4[4] after 1"),
          waiting(store));
      assertTrue(store.begin(untouched, 1, 0, T0 + 6));
      assertTrue(store.begin(usual, 2, 0, T0 + 6));
      assertEquals(2, store.recover(T0 + 7).size());
      assertEquals(0, store.recover(T0 + 8).size());
    }
  }

  @Test
  void whatWaitsIsReadInTheOrderInWhichItCame() throws Exception {
    try (JobStore store = JobStore.open(folder)) {
      for (int i = 1; i <= 5_000; i++) {
        store.submit(job("ana"));
        if (i % 100 == 0) {
          JobId id = alone(i);
          store.begin(id, 1, 0, T0);
          store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0);
        }
      }
    }

    try (JobStore store = JobStore.open(folder)) {
      List<String> waiting = waiting(store);

      assertEquals(4_950, waiting.size());
      assertEquals("1 ana 1/1 from -1", waiting.get(0));
      assertEquals("99 ana 1/1 from -1", waiting.get(98));
      assertEquals("101 ana 1/1 from -1", waiting.get(99));
    }
  }
}

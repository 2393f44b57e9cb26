package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.array;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An array is one thing however many jobs it is, until they begin. */
@Timeout(60)
class JobStoreArrayTest {
  private static final long MANY = 1_000_000_000;

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

  private List<Long> elements(Page page) throws Exception {
    return store.standings(page).stream().map(standing -> standing.id().element()).toList();
  }

  private List<Waiting> waiting() throws Exception {
    var found = new ArrayList<Waiting>();
    store.waiting(
        new JobStore.Waiters() {
          @Override
          public void submission(Waiting waiting) {
            found.add(waiting);
          }

          @Override
          public void again(JobId id, int attempts) {}
        });
    return found;
  }

  @Test
  void aThousandMillionJobsAreSubmittedShownAndCancelledAtOnce() throws Exception {
    long number = store.submit(array(1, MANY));
    store.begin(new JobId(number, 1), 1, 0, T0);
    store.finish(new JobId(number, 3), JobState.QUEUED, JobState.CANCELLED, "", T0);

    assertEquals(MANY - 2, store.counts(number).get(JobState.QUEUED));
    assertEquals(List.of(1L, 2L, 3L, 4L), elements(Page.of("ana", Set.of(), 4)));
    assertEquals(List.of(2L, 4L, 5L), elements(Page.of("", Set.of(JobState.QUEUED), 3)));
    assertEquals(MANY - 2, store.cancelWaiting(number, T0 + 1));

    assertEquals(MANY - 1, store.counts(number).get(JobState.CANCELLED));
    assertEquals(0L, store.cancelWaiting(number, T0 + 2));
    assertEquals(
        new Standing(new JobId(number, MANY), JobState.CANCELLED, 0, 0, "cancelled", -1, 0, T0 + 1),
        store.standing(new JobId(number, MANY)).orElseThrow());
    assertFalse(store.begin(new JobId(number, 2), 1, 0, T0 + 3));
    assertEquals(List.of(2L, 3L), elements(Page.of("", Set.of(JobState.CANCELLED), 2)));
    assertEquals(List.of(1L), elements(Page.of("", Set.of(JobState.RUNNING), 2)));
    assertEquals(List.of(), waiting());
  }

  @Test
  void pagesGoThroughAnArrayAndOnToTheNext() throws Exception {
    store.submit(array(5, 7));
    store.submit(array(0, 3));
    store.begin(new JobId(2, 2), 1, 0, T0);

    var seen = new ArrayList<String>();
    Page page = Page.of("", Set.of(), 2);
    List<Standing> found = store.standings(page);
    while (!found.isEmpty()) {
      found.forEach(standing -> seen.add(standing.id().toString()));
      page = page.after(found.get(found.size() - 1).id());
      found = store.standings(page);
    }

    assertEquals(List.of("2[0]", "2[1]", "2[2]", "2[3]", "1[5]", "1[6]", "1[7]"), seen);
  }

  @Test
  void whatWaitsBeginsAfterTheElementsThatHaveBegun() throws Exception {
    long number = store.submit(array(10, 20));

    store.begin(new JobId(number, 11), 1, 0, T0);
    assertEquals(10, waiting().get(0).next(), "10 has not begun");
    store.begin(new JobId(number, 10), 1, 0, T0);

    assertEquals(List.of(new Waiting(number, "ana", "hello", 12, 20, 9, 9)), waiting());
  }

  @Test
  void aCancelledElementRunsAgainAloneThoughItNeverHadARow() throws Exception {
    long number = store.submit(array(1, 3));
    store.cancelWaiting(number, T0);
    JobId second = new JobId(number, 2);

    assertTrue(store.retry(second, T0 + 1));

    assertEquals(1L, store.counts(number).get(JobState.QUEUED));
    assertEquals(2L, store.counts(number).get(JobState.CANCELLED));
    assertEquals(0, waiting().get(0).fresh());
    assertEquals(1, waiting().get(0).queued());
    assertFalse(store.begin(new JobId(number, 1), 1, 0, T0 + 2));
    assertTrue(store.begin(second, 1, 0, T0 + 2));
    assertTrue(store.end(second, 1, "EXITED", 0, "", JobState.DONE, T0 + 3));
    assertEquals(List.of(2L), elements(Page.of("", Set.of(JobState.DONE), 9)));
  }

  @Test
  void anElementThatIsToRunAgainIsCancelledWithTheOthers() throws Exception {
    long number = store.submit(array(1, 3));
    JobId first = new JobId(number, 1);
    store.begin(first, 1, 0, T0);
    store.end(first, 1, "lost", 0, "", JobState.QUEUED, T0);
    store.begin(new JobId(number, 2), 1, 0, T0);

    assertEquals(2, store.cancelWaiting(number, T0 + 1));

    assertEquals(JobState.CANCELLED, store.standing(first).orElseThrow().state());
    assertEquals(JobState.RUNNING, store.standing(new JobId(number, 2)).orElseThrow().state());
  }
}

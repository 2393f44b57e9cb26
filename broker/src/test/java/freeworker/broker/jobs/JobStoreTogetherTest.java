package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.array;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static freeworker.broker.jobs.JobStoreSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many write at once. */
@Timeout(60)
class JobStoreTogetherTest {
  private static final int THREADS = 8;

  @TempDir private Path folder;

  private static <T> List<T> together(Callable<T> call) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      var barrier = new CyclicBarrier(THREADS);
      var calls = new ArrayList<Future<T>>();
      for (int i = 0; i < THREADS; i++) {
        calls.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return call.call();
                }));
      }
      var answers = new ArrayList<T>();
      for (Future<T> one : calls) {
        answers.add(one.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everyNumberIsGivenOnceAndIsThereAfterARestart() throws Exception {
    int each = 250;
    var gate = new JobStoreGate();
    var numbers = new TreeSet<Long>();
    try (JobStore store = JobStore.open(folder, JobStore.LARGEST, gate)) {
      List<List<Long>> all =
          together(
              () -> {
                var mine = new ArrayList<Long>();
                for (int i = 0; i < each; i++) {
                  mine.add(store.submit(job("ana")));
                }
                return mine;
              });
      all.forEach(numbers::addAll);
    }

    assertEquals(
        LongStream.rangeClosed(1, (long) THREADS * each).boxed().collect(Collectors.toSet()),
        numbers);
    assertTrue(gate.commits() < THREADS * each, gate.commits() + " transactions");
    try (JobStore store = JobStore.open(folder)) {
      assertEquals(THREADS * each, store.standings(Page.of("", Set.of(), 1 << 20)).size());
    }
  }

  @Test
  void oneOfManyBeginsAJobAndOneOfManyEndsIt() throws Exception {
    try (JobStore store = JobStore.open(folder)) {
      long number = store.submit(array(1, 50));
      for (long element = 1; element <= 50; element++) {
        JobId id = new JobId(number, element);

        List<Boolean> begun = together(() -> store.begin(id, 1, 0, T0));
        List<Boolean> ended =
            together(() -> store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0 + 1));

        assertEquals(1, begun.stream().filter(won -> won).count(), id::toString);
        assertEquals(1, ended.stream().filter(won -> won).count(), id::toString);
      }
      assertEquals(50L, store.counts(number).get(JobState.DONE));
    }
  }

  @Test
  void outputDoesNotWaitForTheDiskAndIsThereBeforeTheEndThatFollows() throws Exception {
    var gate = new JobStoreGate();
    try (JobStore store = JobStore.open(folder, JobStore.LARGEST, gate)) {
      JobId id = alone(store.submit(job("ana")));
      store.begin(id, 1, 0, T0);
      int before = gate.names().size();

      store.wrote(id, 1, 1, 0, utf8("a"));
      store.wrote(id, 1, 1, 1, utf8("b"));
      store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0);

      List<String> names = gate.names().subList(before, gate.names().size());
      assertEquals(
          List.of("PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"),
          names.stream().filter(name -> name.startsWith("PRAGMA")).toList());
      assertTrue(
          names.indexOf("PRAGMA synchronous = FULL")
              > names.lastIndexOf("UPDATE attempt SET output = ? WHERE id = ?"),
          names::toString);
    }
  }

  @Test
  void readersSeeWhatIsAcceptedAndNothingElse() throws Exception {
    try (JobStore store = JobStore.open(folder)) {
      together(
          () -> {
            for (int i = 0; i < 100; i++) {
              long number = store.submit(job("ana"));
              assertTrue(store.submission(number).isPresent());
              assertEquals(1L, store.counts(number).get(JobState.QUEUED));
            }
            return true;
          });
    }
  }

  @Test
  void aStoreThatIsClosedRefuses() throws Exception {
    JobStore store = JobStore.open(folder);
    store.close();

    var failure = JobStoreGate.failure(JobStoreGate.call("late", () -> store.submit(job("ana"))));

    assertTrue(failure.getMessage().endsWith(" is closed: nothing was recorded."));
    assertEquals(
        List.of(),
        Thread.getAllStackTraces().entrySet().stream()
            .filter(thread -> thread.getKey().getName().equals("jobs-writer"))
            .map(thread -> List.of(thread.getValue()))
            .toList());
  }
}

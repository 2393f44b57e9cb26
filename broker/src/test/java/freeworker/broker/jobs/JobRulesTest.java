package freeworker.broker.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Ending;
import freeworker.wire.job.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRulesTest {
  private static final Ending FINE = new Ending(Ending.How.EXITED, 0, "");
  private static final Ending BAD = new Ending(Ending.How.EXITED, 3, "");
  private static final Ending LATE = new Ending(Ending.How.LIMIT, 124, "");
  private static final Ending ABSENT = new Ending(Ending.How.NOT_BEGUN, 127, "");
  private static final Ending STOPPED = new Ending(Ending.How.STOPPED, 143, "");

  private static Submission job(int retries, boolean once) {
    var script =
        new Script(
            "hello",
            Script.How.COMMAND,
            "echo",
            "",
            List.of(),
            List.of(),
            "",
            Duration.ZERO,
            0,
            0,
            List.of(),
            JobId.ALONE);
    return new Submission(1, "ana", script, JobId.ALONE, JobId.ALONE, retries, once, 0);
  }

  @Test
  void exitCodeZeroIsDoneAndStaysDoneThoughSomebodyCancelledMeanwhile() {
    assertEquals(JobState.DONE, JobRules.after(FINE, job(0, false), 1, false));
    assertEquals(JobState.DONE, JobRules.after(FINE, job(0, false), 1, true));
  }

  @Test
  void whateverElseEndsItFailsOnceItsRetriesAreUsedUp() {
    for (Ending ending : List.of(BAD, LATE, ABSENT)) {
      assertEquals(JobState.FAILED, JobRules.after(ending, job(0, false), 1, false));
      assertEquals(JobState.QUEUED, JobRules.after(ending, job(2, false), 1, false));
      assertEquals(JobState.QUEUED, JobRules.after(ending, job(2, false), 2, false));
      assertEquals(JobState.FAILED, JobRules.after(ending, job(2, false), 3, false));
    }
  }

  @Test
  void oneThatIsToRunOnceFailsAndRetriesAllTheSameSinceThatIsNoLoss() {
    assertEquals(JobState.QUEUED, JobRules.after(BAD, job(1, true), 1, false));
  }

  @Test
  void aCancelledOneDoesNotRunAgain() {
    assertEquals(JobState.CANCELLED, JobRules.after(STOPPED, job(5, false), 1, true));
    assertEquals(JobState.CANCELLED, JobRules.after(BAD, job(5, false), 1, true));
    assertEquals(JobState.CANCELLED, JobRules.afterLoss(job(5, false), 1, true));
  }

  @Test
  void oneThatWasStoppedByNobodysWishRunsElsewhere() {
    assertEquals(JobState.QUEUED, JobRules.after(STOPPED, job(0, false), 1, false));
    assertEquals(JobState.LOST, JobRules.after(STOPPED, job(0, true), 1, false));
  }

  @Test
  void oneWhoseWorkerDiedRunsElsewhereUntilItIsSuspected() {
    assertEquals(JobState.QUEUED, JobRules.afterLoss(job(0, false), 1, false));
    assertEquals(JobState.QUEUED, JobRules.afterLoss(job(0, false), JobRules.MOST_LOST - 1, false));
    assertEquals(JobState.FAILED, JobRules.afterLoss(job(0, false), JobRules.MOST_LOST, false));
    assertEquals(JobState.LOST, JobRules.afterLoss(job(0, true), 1, false));
  }

  @Test
  void anArrayIsOverWhenAllOfItIs() {
    assertEquals(
        JobState.RUNNING,
        JobRules.ofArray(Map.of(JobState.RUNNING, 1L, JobState.QUEUED, 5L, JobState.DONE, 9L)));
    assertEquals(
        JobState.QUEUED, JobRules.ofArray(Map.of(JobState.QUEUED, 5L, JobState.FAILED, 1L)));
    assertEquals(JobState.FAILED, JobRules.ofArray(Map.of(JobState.DONE, 5L, JobState.FAILED, 1L)));
    assertEquals(JobState.DONE, JobRules.ofArray(Map.of(JobState.DONE, 5L)));
  }

  @Test
  void onlyADeathUnderItCountsAgainstAJob() {
    assertTrue(JobRules.isDeath("worker 1 died: pid 7 was killed by signal 9"));
    assertFalse(JobRules.isDeath(StoreJobs.BROKER_ENDED));
    assertFalse(JobRules.isDeath(JobRules.NOT_BEGUN));
  }
}

package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Job;
import freeworker.JobId;
import freeworker.JobState;
import freeworker.bench.chaos.AskedJob.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each thing that must hold has been seen to be missed. */
class JobAuditTest {
  private static final AskedJob FINE = new AskedJob("a", Kind.FINE, 7);

  private static Job.Try attempt(int number, String how, int code) {
    return new Job.Try(number, 0, 10, 20, how, code, "", 2, 0, 0);
  }

  private static JobAudit.Told told(
      long number, String token, JobState state, int code, String output, Job.Try... tries) {
    return new JobAudit.Told(
        new Job(
            new JobId(number, JobId.ALONE),
            "ana",
            token,
            state,
            1,
            Map.of(),
            tries.length,
            code,
            "",
            0,
            1,
            10,
            20,
            List.of(tries)),
        output);
  }

  private static JobAudit.Told done(long number, String token, Job.Try... tries) {
    return told(number, token, JobState.DONE, 0, token + "\n", tries);
  }

  private static List<String> audit(
      AskedJob asked, Map<String, Integer> marks, JobAudit.Told... all) {
    return JobAudit.of(List.of(asked), List.of(all), marks);
  }

  @Test
  void whatIsRightIsRight() {
    List<AskedJob> asked = new ArrayList<>();
    asked.add(FINE);
    asked.add(new AskedJob("b", Kind.FAILING, 8));
    asked.add(new AskedJob("c", Kind.ONCE, 9));
    asked.add(new AskedJob("d", Kind.FINE, 0));

    assertEquals(
        List.of(),
        JobAudit.of(
            asked,
            List.of(
                done(7, "a", attempt(1, "lost", 0), attempt(2, "exited", 0)),
                told(
                    8,
                    "b",
                    JobState.FAILED,
                    3,
                    "",
                    attempt(1, "exited", 3),
                    attempt(2, "exited", 3)),
                told(9, "c", JobState.LOST, 0, "", attempt(1, "lost", 0))),
            Map.of("a", 2, "b", 2, "c", 1)));
  }

  @Test
  void aJobUnderWhichFiveWorkersDiedMayBeGivenUpAndNoOther() {
    Job.Try[] deaths = new Job.Try[5];
    for (int i = 0; i < deaths.length; i++) {
      deaths[i] = new Job.Try(i + 1, 0, 10, 20, "lost", 0, "worker 0 died: killed", 0, 0, 0);
    }
    deaths[2] = new Job.Try(3, 0, 10, 20, "lost", 0, "the broker ended while it ran", 0, 0, 0);
    assertEquals(
        List.of("7 is FINE and ended as FAILED, 0", "7 has 0 results, not 1"),
        audit(FINE, Map.of("a", 5), told(7, "a", JobState.FAILED, 0, "", deaths)));

    deaths[2] = new Job.Try(3, 0, 10, 20, "lost", 0, "worker 1 died: killed", 0, 0, 0);
    assertEquals(
        List.of(), audit(FINE, Map.of("a", 5), told(7, "a", JobState.FAILED, 0, "", deaths)));
  }

  @Test
  void anAcceptedJobThatIsNotThereIsLost() {
    assertEquals(List.of("job 7 was accepted and is lost"), audit(FINE, Map.of()));
  }

  @Test
  void aNumberBelongsToOneJob() {
    assertEquals(
        List.of("number 7 was given to two jobs", "job 7 was never submitted"),
        audit(FINE, Map.of(), done(7, "x", attempt(1, "exited", 0))));
  }

  @Test
  void aJobThatWasSubmittedOnceIsThereOnce() {
    assertEquals(
        List.of("a was submitted once and is there twice"),
        audit(
            FINE,
            Map.of("a", 1),
            done(7, "a", attempt(1, "exited", 0)),
            done(8, "a", attempt(1, "exited", 0))));
  }

  @Test
  void itEndsAsItsKindEnds() {
    assertEquals(
        List.of("7 is FINE and ended as FAILED, 3"),
        audit(FINE, Map.of("a", 1), told(7, "a", JobState.FAILED, 3, "", attempt(1, "exited", 3))));
  }

  @Test
  void itsAttemptsAreNumberedAndOver() {
    assertEquals(
        List.of("7 has no attempt 2", "7 is over, and its attempt 2 is not"),
        audit(FINE, Map.of("a", 1), done(7, "a", attempt(1, "exited", 0), attempt(3, "", 0))));
  }

  @Test
  void itHasOneResult() {
    assertEquals(
        List.of("7 has 2 results, not 1"),
        audit(
            FINE, Map.of("a", 2), done(7, "a", attempt(1, "exited", 0), attempt(2, "exited", 0))));
  }

  @Test
  void itBeganNoMoreOftenThanItsAttemptsSay() {
    assertEquals(
        List.of("7 has 1 attempts and began 2 times"),
        audit(FINE, Map.of("a", 2), done(7, "a", attempt(1, "exited", 0))));
    assertEquals(
        List.of("7 has 1 attempts and began 0 times"),
        audit(FINE, Map.of(), done(7, "a", attempt(1, "exited", 0))));
  }

  @Test
  void oneThatIsToRunOnceBeginsOnce() {
    assertEquals(
        List.of("7 was to run once and began 2 times"),
        audit(
            new AskedJob("a", Kind.ONCE, 7),
            Map.of("a", 2),
            done(7, "a", attempt(1, "lost", 0), attempt(2, "exited", 0))));
  }

  @Test
  void itsOutputIsItsOwn() {
    assertEquals(
        List.of("7 wrote 'b', not 'a'"),
        audit(
            FINE, Map.of("a", 1), told(7, "a", JobState.DONE, 0, "b\n", attempt(1, "exited", 0))));
  }
}

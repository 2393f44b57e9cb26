package freeworker.broker.jobs;

import freeworker.JobState;
import freeworker.wire.job.Ending;
import java.util.List;
import java.util.Map;

/** What becomes of a job when an attempt at it has ended. */
final class JobRules {
  /** So often a job may lose its worker; then it is the job that is suspected. */
  static final int MOST_LOST = 5;

  /** Why an attempt is lost whose worker was never told of it. */
  static final String NOT_BEGUN = "it ended before it began";

  private JobRules() {}

  /**
   * @param failed how many attempts have failed, this one included
   * @param cancelled whether somebody did not want it any more
   */
  static JobState after(Ending ending, Submission job, int failed, boolean cancelled) {
    boolean succeeded = ending.how() == Ending.How.EXITED && ending.code() == 0;
    if (succeeded) {
      return JobState.DONE;
    }
    if (cancelled) {
      return JobState.CANCELLED;
    }
    if (ending.how() == Ending.How.STOPPED) {
      return job.once() ? JobState.LOST : JobState.QUEUED;
    }
    return failed <= job.retries() ? JobState.QUEUED : JobState.FAILED;
  }

  /**
   * Whether an attempt that was lost for this reason lost its worker while it ran: what its broker
   * ended says nothing about the job, nor what never began.
   */
  static boolean isDeath(String why) {
    return !why.equals(StoreJobs.BROKER_ENDED) && !why.equals(NOT_BEGUN);
  }

  /**
   * @param lost how many attempts have lost their worker, this one included
   * @param cancelled whether somebody did not want it any more
   */
  static JobState afterLoss(Submission job, int lost, boolean cancelled) {
    if (cancelled) {
      return JobState.CANCELLED;
    }
    if (job.once()) {
      return JobState.LOST;
    }
    return lost < MOST_LOST ? JobState.QUEUED : JobState.FAILED;
  }

  /** Where an array stands of which so many elements are in each state. */
  static JobState ofArray(Map<JobState, Long> counts) {
    for (JobState state :
        List.of(
            JobState.RUNNING,
            JobState.QUEUED,
            JobState.FAILED,
            JobState.LOST,
            JobState.CANCELLED)) {
      if (counts.getOrDefault(state, 0L) > 0) {
        return state;
      }
    }
    return JobState.DONE;
  }
}

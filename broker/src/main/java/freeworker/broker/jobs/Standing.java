package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import java.util.Objects;

/**
 * How a job stands.
 *
 * @param attempts how often it has begun
 * @param code its exit code; 0 before it has ended
 * @param why what a person should know of its end, or empty
 * @param worker on which worker it began last, -1 before
 * @param began when it began last, in microseconds since 1970; 0 before
 * @param ended when it reached its final state; 0 before
 */
record Standing(
    JobId id,
    JobState state,
    int attempts,
    int code,
    String why,
    int worker,
    long began,
    long ended) {
  Standing {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(why, "why");
  }

  /** A job that nobody has begun. */
  static Standing waiting(JobId id) {
    return new Standing(id, JobState.QUEUED, 0, 0, "", -1, 0, 0);
  }
}

package freeworker.broker.jobs;

import freeworker.JobState;
import java.util.Map;

/**
 * A submission in a list.
 *
 * @param counts how many of its jobs are in each state
 * @param at when it came, in microseconds since 1970
 */
record Summary(
    long number,
    String owner,
    String name,
    long first,
    long last,
    Map<JobState, Long> counts,
    long at) {
  Summary {
    counts = Map.copyOf(counts);
  }

  /** How many jobs it is. */
  long size() {
    return last - first + 1;
  }
}

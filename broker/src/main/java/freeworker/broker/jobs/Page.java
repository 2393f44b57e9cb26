package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import java.util.Set;

/**
 * Which jobs somebody wants to see, a few at a time: the newest number first, the elements of an
 * array in their order.
 *
 * @param owner whose; empty for everybody's
 * @param states in which states; empty for all
 * @param number from this submission on, downwards
 * @param element from this element of it on, upwards
 * @param most how many
 */
record Page(String owner, Set<JobState> states, long number, long element, int most) {
  Page {
    states = Set.copyOf(states);
    if (most < 1) {
      throw new IllegalArgumentException("a page of " + most);
    }
  }

  /** The first page. */
  static Page of(String owner, Set<JobState> states, int most) {
    return new Page(owner, states, Long.MAX_VALUE, Long.MIN_VALUE, most);
  }

  /** The page that follows the one that ended with this job. */
  Page after(JobId last) {
    return new Page(owner, states, last.number(), last.element() + 1, most);
  }

  boolean wants(JobState state) {
    return states.isEmpty() || states.contains(state);
  }
}

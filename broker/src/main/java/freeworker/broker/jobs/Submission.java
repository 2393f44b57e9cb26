package freeworker.broker.jobs;

import freeworker.wire.job.Script;
import java.util.Objects;

/**
 * What was submitted at once: one job, or an array of them.
 *
 * @param number by which it is known; 0 before it is accepted
 * @param owner the client key that submitted it
 * @param first the first element of the array, {@link Script#ALONE} when it is one job
 * @param last the last element
 * @param retries how often a job that fails runs again
 * @param once whether it must not run again when its worker is lost
 * @param at when it came, in microseconds since 1970
 */
record Submission(
    long number,
    String owner,
    Script script,
    long first,
    long last,
    int retries,
    boolean once,
    long at) {
  Submission {
    Objects.requireNonNull(script, "script");
    if (owner.isEmpty()) {
      throw new IllegalArgumentException("every job has an owner");
    }
    boolean alone = first == Script.ALONE && last == Script.ALONE;
    if (number < 0 || retries < 0 || !(alone || (first >= 0 && last >= first))) {
      throw new IllegalArgumentException("elements " + first + " to " + last);
    }
  }

  /** The same, accepted under this number. */
  Submission as(long accepted) {
    return new Submission(accepted, owner, script, first, last, retries, once, at);
  }

  /** How many jobs it is. */
  long size() {
    return last - first + 1;
  }

  boolean has(long element) {
    return element >= first && element <= last;
  }
}

package freeworker;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A job as it stood when the broker was asked: one, or an array of them as a whole. Times are
 * microseconds since 1970, and 0 for what has not happened.
 *
 * @param owner the key that submitted it
 * @param name what it is called, also in the profile
 * @param state where it stands; an array is over when all of it is
 * @param size how many elements the array has, 1 for a job alone
 * @param counts how many of its elements are in which state
 * @param attempts how often it has begun
 * @param code the exit code of its program
 * @param why what a person should know of its end, or empty
 * @param worker the number of the worker on which it began last, -1 before
 * @param tries each time it began; only where one job was asked for
 */
public record Job(
    JobId id,
    String owner,
    String name,
    JobState state,
    long size,
    Map<JobState, Long> counts,
    int attempts,
    int code,
    String why,
    int worker,
    long submitted,
    long began,
    long ended,
    List<Try> tries) {
  /**
   * One time that it began.
   *
   * @param number counted from 1
   * @param how how that ended, empty while it runs: {@code exited}, {@code limit}, {@code
   *     not_begun}, {@code stopped}, or {@code lost} with its worker
   * @param output how many bytes of its output are kept
   * @param errors how many of its error output
   * @param files how many of the files that came back
   */
  public record Try(
      int number,
      int worker,
      long began,
      long ended,
      String how,
      int code,
      String why,
      long output,
      long errors,
      long files) {
    public Try {
      Objects.requireNonNull(how, "how");
      Objects.requireNonNull(why, "why");
    }
  }

  public Job {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    counts =
        counts.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new EnumMap<JobState, Long>(counts));
    tries = List.copyOf(tries);
  }

  /** Whether it is an array as a whole. */
  public boolean array() {
    return !counts.isEmpty();
  }
}

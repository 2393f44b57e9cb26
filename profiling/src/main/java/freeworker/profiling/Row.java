package freeworker.profiling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a profile: the flags and the count of finished tasks from a moment on, and what
 * changed them.
 *
 * @param at nanoseconds of the broker's monotonic clock
 * @param busy each worker's flag, 0 or 1
 * @param finished all tasks finished so far
 * @param event the word in the Event column
 * @param worker whose flag it was; null where the row is about all of them
 * @param window what a row {@code many} stands for; null in all other rows
 */
public record Row(
    long at,
    List<Integer> busy,
    long finished,
    String event,
    @Nullable Integer worker,
    String task,
    String client,
    int waiting,
    @Nullable Boolean ok,
    @Nullable Window window) {

  /** The event of a row that stands for many changes. */
  static final String MANY = "many";

  /** The event of a row that only repeats the state at the head of a segment. */
  static final String SEGMENT = "segment";

  /** The event of a row that only tells the state after changes that were not recorded. */
  static final String GAP = "gap";

  public Row {
    busy = List.copyOf(busy);
  }

  /** The state of this row again, under an event that is about no worker. */
  Row again(String word) {
    return new Row(at, busy, finished, word, null, "", "", waiting, null, null);
  }

  /** This row with places for workers that came later. */
  Row widened(int workers) {
    if (busy.size() >= workers) {
      return this;
    }
    var flags = new ArrayList<Integer>(busy);
    while (flags.size() < workers) {
      flags.add(0);
    }
    return new Row(at, flags, finished, event, worker, task, client, waiting, ok, window);
  }

  /**
   * The time a row {@code many} stands for: from the row before it, but at most 50 ms, up to its
   * own time.
   *
   * @param lends flags raised
   * @param frees flags lowered
   * @param busyMicros how long each worker was busy, in microseconds
   */
  public record Window(int lends, int frees, List<Long> busyMicros) {
    public Window {
      busyMicros = List.copyOf(busyMicros);
    }
  }
}

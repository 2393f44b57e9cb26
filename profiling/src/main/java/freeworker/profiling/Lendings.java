package freeworker.profiling;

import java.util.Arrays;

/**
 * Since when each worker is lent, and how many tasks it ended since; and which worker a claim or an
 * end is about that no flag tells of.
 */
final class Lendings {
  /** A span of which not all is known; its time is nobody's task. */
  private static final int UNCLEAR = Integer.MIN_VALUE / 2;

  private final TaskTimes times;
  private double[] since = new double[0];
  private int[] tasks = new int[0];
  private int[] shared = new int[0];
  private int loweredLast;

  Lendings(TaskTimes times) {
    this.times = times;
  }

  void widen(int workers) {
    since = Arrays.copyOf(since, workers);
    tasks = Arrays.copyOf(tasks, workers);
    shared = Arrays.copyOf(shared, workers);
  }

  /**
   * Follows a row.
   *
   * @param named the worker that the row names, or -1
   */
  void follow(boolean[] before, boolean[] after, Difference change, int named, double at) {
    int who = change.lowered() > 0 ? change.worker() : named;
    if (who >= 0 && who < tasks.length && change.tasks() > 0) {
      tasks[who] += (int) Math.min(2, change.tasks());
    }
    if (change.changed() == 0) {
      return;
    }
    for (int i = change.worker(); i <= change.other(); i++) {
      if (after[i] && !before[i]) {
        since[i] = at;
        tasks[i] = 0;
      } else if (before[i] && !after[i]) {
        loweredLast = i;
        if (tasks[i] == 1) {
          times.add(at - since[i]);
        }
      }
    }
  }

  /** Follows a row that stands for more than it tells. */
  void lose(double at) {
    Arrays.fill(since, at);
    Arrays.fill(tasks, UNCLEAR);
  }

  /**
   * Of the workers that are lent, the one that was lent last: most likely it was taken for free.
   */
  int lentAgain(boolean[] flags) {
    int last = -1;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] && (last < 0 || since[i] > since[last])) {
        last = i;
      }
    }
    if (last >= 0) {
      shared[last]++;
    }
    return last;
  }

  /** A worker that two clients had and one gave back already; else the one given back last. */
  int givenBackAgain(boolean[] flags) {
    for (int i = 0; i < shared.length; i++) {
      if (shared[i] > 0 && !flags[i]) {
        shared[i]--;
        return i;
      }
    }
    return loweredLast;
  }
}

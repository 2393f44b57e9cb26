package freeworker.profiling;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Who is lent since when, as the flags tell it; and where they do not, because a worker was lent
 * twice, the likeliest: who had it first gives it back first.
 */
final class Lendings {
  /** A hostile file makes no more of these. */
  private static final int MOST_AGAIN = 10_000;

  /** A span of which not all is known; its time is nobody's task. */
  private static final int UNCLEAR = Integer.MIN_VALUE / 2;

  private final TaskTimes times;
  private double[] since = new double[0];
  private int[] tasks = new int[0];
  private int[] out = new int[0];
  private final Map<Integer, Deque<Double>> again = new HashMap<>();
  private int agains;
  private int loweredLast;

  Lendings(TaskTimes times) {
    this.times = times;
  }

  void widen(int workers) {
    since = Arrays.copyOf(since, workers);
    tasks = Arrays.copyOf(tasks, workers);
    out = Arrays.copyOf(out, workers);
    again.keySet().removeIf(worker -> worker >= workers);
    loweredLast = Math.min(loweredLast, Math.max(0, workers - 1));
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
        lent(i, at);
      } else if (before[i] && !after[i]) {
        boolean one = tasks[i] == 1;
        double seconds = givenBack(i, at);
        loweredLast = i;
        if (one) {
          times.add(seconds);
        }
      }
    }
  }

  private void lent(int worker, double at) {
    if (out[worker] == 0) {
      out[worker] = 1;
      since[worker] = at;
      tasks[worker] = 0;
    } else if (agains < MOST_AGAIN) {
      agains++;
      out[worker]++;
      again.computeIfAbsent(worker, w -> new ArrayDeque<>()).add(at);
    }
  }

  /** Ends the oldest lending of the worker, and answers how long it was. */
  private double givenBack(int worker, double at) {
    double seconds = at - since[worker];
    tasks[worker] = 0;
    out[worker] = Math.max(0, out[worker] - 1);
    Deque<Double> waiting = again.get(worker);
    if (waiting != null && !waiting.isEmpty()) {
      agains--;
      since[worker] = waiting.remove();
    }
    return seconds;
  }

  /** Follows a row that stands for more than it tells. */
  void lose(boolean[] flags, double at) {
    again.clear();
    agains = 0;
    Arrays.fill(since, at);
    Arrays.fill(tasks, UNCLEAR);
    for (int i = 0; i < out.length; i++) {
      out[i] = flags[i] ? 1 : 0;
    }
  }

  /**
   * A claim that raised no flag. Of the workers that are lent, the one that was lent last was most
   * likely taken for free; -1 when none is lent.
   */
  int lentAgain(boolean[] flags, double at) {
    int last = -1;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i] && (last < 0 || since[i] > since[last])) {
        last = i;
      }
    }
    if (last >= 0) {
      lent(last, at);
    }
    return last;
  }

  /** An end that lowered no flag: of a worker that two had and one gave back already. */
  int givenBackAgain(boolean[] flags, double finished, double at) {
    for (int i = 0; i < out.length; i++) {
      if (out[i] > 0 && !flags[i]) {
        times.add(givenBack(i, at));
        times.addUntimed(finished - 1);
        return i;
      }
    }
    times.addUntimed(finished);
    return loweredLast;
  }
}

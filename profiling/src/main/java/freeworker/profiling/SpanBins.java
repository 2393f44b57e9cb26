package freeworker.profiling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Any number of spans, in bounded memory: how busy each worker was, and how many tasks ended. */
final class SpanBins {
  private static final int MOST = 1 << 13;

  /** Of all workers together, so that a large crew has wider parts. */
  private static final int MOST_IN_ALL = 1 << 20;

  private @Nullable Bins[] busy = new Bins[16];
  private final Bins tasks = new Bins(MOST);
  private int lanes;
  private int most = MOST;

  void add(int worker, double start, double end, int finished) {
    if (end > start) {
      lane(worker).spread(start, end, 1);
    }
    if (finished > 0 && end > start) {
      tasks.spread(start, end, finished / (end - start));
    } else if (finished > 0) {
      tasks.put(end, finished);
    }
  }

  private Bins lane(int worker) {
    if (worker >= busy.length) {
      busy = Arrays.copyOf(busy, Math.max(worker + 1, 2 * busy.length));
    }
    Bins lane = busy[worker];
    if (lane == null) {
      lanes++;
      if (lanes * most > MOST_IN_ALL) {
        most /= 2;
        for (Bins bins : busy) {
          if (bins != null) {
            bins.shrink(most);
          }
        }
      }
      lane = new Bins(most);
      busy[worker] = lane;
    }
    return lane;
  }

  /** Adds the time in which the worker was busy to equal columns of a run. */
  void busy(int worker, double[] columns, double run) {
    Bins lane = worker < busy.length ? busy[worker] : null;
    if (lane != null) {
      lane.addTo(columns, run);
    }
  }

  /** Adds the tasks to equal columns of a run. */
  void tasks(double[] columns, double run) {
    tasks.addTo(columns, run);
  }
}

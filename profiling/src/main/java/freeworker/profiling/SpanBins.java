package freeworker.profiling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any number of spans, in bounded memory: how busy each worker was, and how many tasks ended. */
final class SpanBins {
  private static final int MOST = 1 << 13;

  /** Of all workers together, so that a large crew has wider parts. */
  private static final int MOST_IN_ALL = 1 << 20;

  private final List<@Nullable Bins> busy = new ArrayList<>();
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
    while (busy.size() <= worker) {
      busy.add(null);
    }
    Bins lane = busy.get(worker);
    if (lane == null) {
      lanes++;
      while (lanes * most > MOST_IN_ALL) {
        most /= 2;
        for (Bins bins : busy) {
          if (bins != null) {
            bins.shrink(most);
          }
        }
      }
      lane = new Bins(most);
      busy.set(worker, lane);
    }
    return lane;
  }

  /** Adds the time in which the worker was busy to equal columns of a run. */
  void busy(int worker, double[] columns, double run) {
    Bins lane = worker < busy.size() ? busy.get(worker) : null;
    if (lane != null) {
      lane.addTo(columns, run);
    }
  }

  /** Adds the tasks to equal columns of a run. */
  void tasks(double[] columns, double run) {
    tasks.addTo(columns, run);
  }
}

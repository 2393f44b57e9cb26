package freeworker.profiling;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The times at which flags were up, in the order in which they ended; times in seconds since the
 * first row. When there are too many to keep none is kept, and sums over time tell what they did.
 */
public final class Spans {
  /** How a span ended. */
  public enum End {
    /** A task ended, or a worker was given back. */
    DONE,
    /** The client was gone, or its lease ran out. */
    ABANDONED,
    /** The worker died. */
    LOST,
    /** The profile ends first. */
    OPEN
  }

  /** Of more than this none is kept. */
  static final int MOST = 200_000;

  private int size;
  private int[] workers = new int[16];
  private double[] starts = new double[16];
  private double[] ends = new double[16];
  private int[] tasks = new int[16];
  private End[] how = new End[16];

  private long[] counts = new long[16];
  private double[] seconds = new double[16];
  private final Durations single = new Durations();
  private @Nullable SpanBins bins;
  private @Nullable ByWorker byWorker;

  Spans() {}

  void add(int worker, double start, double end, int finished, End ended) {
    if (worker >= counts.length) {
      int more = Math.max(worker + 1, 2 * counts.length);
      counts = Arrays.copyOf(counts, more);
      seconds = Arrays.copyOf(seconds, more);
    }
    counts[worker]++;
    seconds[worker] += end - start;
    if (finished == 1) {
      single.add(end - start);
    }
    if (bins == null && size == MOST) {
      bins = new SpanBins();
      for (int i = 0; i < size; i++) {
        bins.add(workers[i], starts[i], ends[i], tasks[i]);
      }
      resize(0);
      size = 0;
    }
    if (bins != null) {
      bins.add(worker, start, end, finished);
    } else {
      keep(worker, start, end, finished, ended);
    }
  }

  private void keep(int worker, double start, double end, int finished, End ended) {
    if (size == workers.length) {
      resize(Math.min(MOST, 2 * size));
    }
    workers[size] = worker;
    starts[size] = start;
    ends[size] = end;
    tasks[size] = finished;
    how[size] = ended;
    size++;
  }

  private void resize(int length) {
    workers = Arrays.copyOf(workers, length);
    starts = Arrays.copyOf(starts, length);
    ends = Arrays.copyOf(ends, length);
    tasks = Arrays.copyOf(tasks, length);
    how = Arrays.copyOf(how, length);
  }

  /** Whether each span is here. If not, none is: there are more than {@value #MOST}. */
  public boolean complete() {
    return bins == null;
  }

  /** How many are here. */
  public int size() {
    return size;
  }

  /** How many a worker had, whether they are here or not. */
  public long count(int worker) {
    return worker < counts.length ? counts[worker] : 0;
  }

  public int worker(int span) {
    return workers[span];
  }

  public double start(int span) {
    return starts[span];
  }

  public double end(int span) {
    return ends[span];
  }

  /** How many tasks ended in it. */
  public int tasks(int span) {
    return tasks[span];
  }

  public End how(int span) {
    return how[span];
  }

  /** How long the worker's flag was up. */
  double seconds(int worker) {
    return worker < seconds.length ? seconds[worker] : 0;
  }

  /** The time that half of the spans with one task took at most. */
  OptionalDouble median() {
    return single.median();
  }

  /** For each of so many equal columns of a run, how long the worker's flag was up. */
  double[] busy(int worker, int columns, double run) {
    double[] busy = new double[columns];
    if (bins != null) {
      bins.busy(worker, busy, run);
      return busy;
    }
    if (worker < counts.length) {
      ByWorker order = byWorker();
      int end = order.ends[worker];
      for (int i = end - (int) counts[worker]; i < end; i++) {
        int span = order.spans[i];
        Bins.spread(busy, run / columns, starts[span], ends[span], 1);
      }
    }
    return busy;
  }

  /** The tasks of each of so many equal columns of a run; each is spread over its time. */
  double[] tasks(int columns, double run) {
    double[] done = new double[columns];
    if (bins != null) {
      bins.tasks(done, run);
    }
    for (int i = 0; i < size; i++) {
      double length = ends[i] - starts[i];
      if (tasks[i] > 0 && length > 0) {
        Bins.spread(done, run / columns, starts[i], ends[i], tasks[i] / length);
      } else if (tasks[i] > 0) {
        done[Math.min(columns - 1, (int) (ends[i] / run * columns))] += tasks[i];
      }
    }
    return done;
  }

  /** The numbers of all spans, worker by worker, and where those of each worker end. */
  private record ByWorker(int[] spans, int[] ends) {}

  private ByWorker byWorker() {
    ByWorker order = byWorker;
    if (order == null || order.spans.length != size) {
      int[] next = new int[counts.length];
      for (int i = 1; i < counts.length; i++) {
        next[i] = next[i - 1] + (int) counts[i - 1];
      }
      order = new ByWorker(new int[size], next);
      for (int i = 0; i < size; i++) {
        order.spans[next[workers[i]]++] = i;
      }
      byWorker = order;
    }
    return order;
  }
}

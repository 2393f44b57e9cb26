package freeworker.profiling;

import java.util.Arrays;

/**
 * The times at which flags were up, in the order in which they ended; times in seconds since the
 * first row.
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

  private static final End[] ENDS = End.values();

  private int size;
  private int[] workers = new int[16];
  private double[] starts = new double[16];
  private double[] ends = new double[16];
  private int[] tasks = new int[16];
  private byte[] how = new byte[16];

  Spans() {}

  void add(int worker, double start, double end, int finished, End ended) {
    if (size == workers.length) {
      int more = size + (size >> 1);
      workers = Arrays.copyOf(workers, more);
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      tasks = Arrays.copyOf(tasks, more);
      how = Arrays.copyOf(how, more);
    }
    workers[size] = worker;
    starts[size] = start;
    ends[size] = end;
    tasks[size] = finished;
    how[size] = (byte) Arrays.asList(ENDS).indexOf(ended);
    size++;
  }

  public int size() {
    return size;
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
    return ENDS[how[span]];
  }
}

package freeworker.profiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Replays rows: turns flags into the spans in which they were up. Pure; rows in, spans out. */
final class Replay {
  private static final Pattern AGAIN = Pattern.compile(" \\(attempt [0-9]+\\)$");
  private static final int MOST_DOUBTS = 10_000;
  private static final double WINDOW = 0.05;

  /** So far a plain loop is faster than a call that compares. */
  private static final int NEAR = 32;

  private final double first;
  private int workers;
  private double[] joined;
  private String[] machines;
  private double[] since;
  private int[] tasksIn;
  private boolean[] flags;
  private final Spans spans = new Spans();
  private final Steps busy = new Steps();
  private final Steps waiting = new Steps();
  private final List<Doubt> doubts = new ArrayList<>();
  private final Marks marks = new Marks();
  private boolean[] retrying;
  private double last;
  private double finished;
  private long failed;
  private int shared;
  private int up;

  /**
   * A row as it was read.
   *
   * @param event empty in files of the original
   * @param worker whom it is about, -1 when the file does not say
   * @param busySeconds of a row that stands for a window, else empty
   * @param task what ran; empty when the file does not say
   * @param attempt which attempt of the task it was, from 1; -1 when the file does not say
   * @param index how the row is numbered; -1 when it is not a number, {@link #NO_INDEX} when rows
   *     are not numbered
   * @param lends of a row that stands for a window how often flags rose, else -1
   * @param frees the same, how often they fell
   */
  record Read(
      long line,
      double time,
      boolean[] flags,
      double finished,
      String event,
      int worker,
      int waiting,
      boolean failed,
      double[] busySeconds,
      String task,
      int attempt,
      long index,
      int lends,
      int frees) {
    /** The index in files without such a column. */
    static final long NO_INDEX = -2;
  }

  Replay(Read start) {
    workers = start.flags().length;
    first = start.time();
    joined = new double[workers];
    machines = new String[workers];
    Arrays.fill(machines, "");
    since = new double[workers];
    tasksIn = new int[workers];
    flags = new boolean[workers];
    retrying = new boolean[workers];
    last = first;
    // What was finished before the first row belongs to nobody's span.
    finished = start.event().equals("segment") ? start.finished() : 0;
  }

  /** Makes place for workers that joined; they are there from this time on. */
  void widen(int more, double time) {
    joined = Arrays.copyOf(joined, more);
    machines = Arrays.copyOf(machines, more);
    Arrays.fill(machines, workers, more, "");
    since = Arrays.copyOf(since, more);
    tasksIn = Arrays.copyOf(tasksIn, more);
    flags = Arrays.copyOf(flags, more);
    retrying = Arrays.copyOf(retrying, more);
    for (int worker = workers; worker < more; worker++) {
      joined[worker] = time - first;
      marks.add(new Mark(time - first, worker, Mark.Kind.JOINED, ""));
    }
    workers = more;
  }

  void add(Read row) {
    double at = row.time() - first;
    boolean window = row.event().equals(Row.MANY);
    boolean[] now = row.flags();
    int more = (int) Math.round(row.finished() - finished);
    int changed = 0;
    int lowered = -1;
    for (int i = change(now, 0); i >= 0; i = change(now, i + 1)) {
      changed++;
      lowered = flags[i] ? i : lowered;
      up += now[i] ? 1 : -1;
    }
    mark(row, at, row.worker() >= 0 ? row.worker() : lowered);
    if (window) {
      window(row, at, more);
    } else {
      doubt(row, at, changed, more);
      int who = lowered >= 0 ? lowered : row.worker();
      if (more > 0 && who >= 0 && who < workers) {
        tasksIn[who] = (int) Math.min(Integer.MAX_VALUE, (long) tasksIn[who] + more);
      }
      if (changed > 0) {
        turn(row, at);
      }
    }
    flags = now;
    busy.add(at, up);
    if (row.waiting() >= 0) {
      waiting.add(at, row.waiting());
    }
    if (row.failed()) {
      // That a window failed says no more than that one of its tasks did.
      failed += window ? 1 : Math.max(1, more);
    }
    finished = row.finished();
    last = row.time();
  }

  /** The first worker from a number on whose flag changes; -1 when there is none. */
  private int change(boolean[] now, int from) {
    if (now == flags || from == workers) {
      return -1;
    }
    int near = Math.min(workers, from + NEAR);
    int at = from;
    while (at < near && now[at] == flags[at]) {
      at++;
    }
    if (at < near || at == workers) {
      return at < near ? at : -1;
    }
    int more = Arrays.mismatch(now, at, workers, flags, at, workers);
    return more < 0 ? -1 : at + more;
  }

  /** Begins and ends the spans of the flags that change. */
  private void turn(Read row, double at) {
    boolean[] now = row.flags();
    for (int i = change(now, 0); i >= 0; i = change(now, i + 1)) {
      if (now[i]) {
        since[i] = at;
      } else {
        spans.add(i, since[i], at, tasksIn[i], end(row.event()));
      }
      tasksIn[i] = 0;
    }
  }

  private void mark(Read row, double at, int worker) {
    int who = worker < workers ? worker : -1;
    switch (row.event()) {
      case "gone" -> mark(Mark.Kind.GONE, row, at, who);
      case "expired" -> mark(Mark.Kind.EXPIRED, row, at, who);
      case "lost" -> mark(Mark.Kind.LOST, row, at, who);
      case "joined" -> joined(who, row.task(), at);
      default -> {
        if (row.failed()) {
          mark(Mark.Kind.FAILED, row, at, who);
        }
      }
    }
    // Both rows of a task may say which attempt it is; the first one is marked.
    boolean again = row.attempt() >= 2 || AGAIN.matcher(row.task()).find();
    if (again && (who < 0 || !retrying[who])) {
      mark(Mark.Kind.RETRIED, row, at, who);
    }
    if (who >= 0) {
      retrying[who] = again && row.event().equals("began");
    }
  }

  /** A worker is on this machine now; where it was on another before, it is a new one. */
  private void joined(int worker, String machine, double at) {
    if (worker >= 0) {
      if (!machines[worker].isEmpty()) {
        marks.add(new Mark(at, worker, Mark.Kind.JOINED, ""));
      }
      machines[worker] = machine;
    }
  }

  private void mark(Mark.Kind kind, Read row, double at, int worker) {
    marks.add(new Mark(at, worker, kind, row.task()));
  }

  /** A row that stands for a window: the busy time of each worker, laid at the window's end. */
  private void window(Read row, double at, int more) {
    double from = Math.max(last - first, at - WINDOW);
    double sum = 0;
    for (double seconds : row.busySeconds()) {
      sum += seconds;
    }
    int left = more;
    for (int i = 0; i < workers; i++) {
      if (flags[i]) {
        spans.add(i, since[i], from, tasksIn[i], Spans.End.DONE);
        tasksIn[i] = 0;
      }
      double seconds = Math.min(row.busySeconds()[i], at - from);
      int share = sum > 0 ? (int) Math.round(more * row.busySeconds()[i] / sum) : 0;
      share = i == workers - 1 ? left : Math.min(left, share);
      if (seconds > 0 || share > 0) {
        spans.add(i, at - seconds, at, share, Spans.End.DONE);
      }
      left -= share;
      since[i] = at;
    }
  }

  /**
   * In files of the original, which searched for a free flag outside its lock: a claim that raises
   * no flag went to a worker that was lent already, and one of the two ends lowers none.
   */
  private void doubt(Read row, double at, int changed, int more) {
    if (!row.event().isEmpty() || changed > 0 || doubts.size() >= MOST_DOUBTS) {
      return;
    }
    int worker = lentLast();
    if (more == 0) {
      shared++;
      doubts.add(new Doubt(row.line(), at, worker, "was lent twice"));
    } else {
      spans.add(worker, at, at, more, Spans.End.DONE);
      if (shared > 0) {
        shared--;
      } else {
        doubts.add(new Doubt(row.line(), at, worker, "was given back twice"));
      }
    }
  }

  /**
   * Of the workers that are lent, the one that was lent last: most likely it was taken for free.
   */
  private int lentLast() {
    int last = 0;
    for (int i = 1; i < workers; i++) {
      boolean later = since[i] > since[last] || !flags[last];
      last = flags[i] && later ? i : last;
    }
    return last;
  }

  private static Spans.End end(String event) {
    return switch (event) {
      case "gone", "expired" -> Spans.End.ABANDONED;
      case "lost" -> Spans.End.LOST;
      default -> Spans.End.DONE;
    };
  }

  /** Ends the spans that are open. */
  void close() {
    for (int i = 0; i < workers; i++) {
      if (flags[i]) {
        spans.add(i, since[i], last - first, tasksIn[i], Spans.End.OPEN);
      }
    }
    busy.close(last - first);
    waiting.close(last - first);
  }

  int workers() {
    return workers;
  }

  /** When the worker joined, in seconds since the first row; 0 when it was there from the start. */
  double joined(int worker) {
    return joined[worker];
  }

  /** What the machine of the worker is called, empty for the one of the broker. */
  String machine(int worker) {
    return machines[worker];
  }

  double first() {
    return first;
  }

  double last() {
    return last;
  }

  double finished() {
    return finished;
  }

  long failed() {
    return failed;
  }

  Spans spans() {
    return spans;
  }

  Steps busy() {
    return busy;
  }

  Steps waiting() {
    return waiting;
  }

  List<Doubt> doubts() {
    return doubts;
  }

  Marks marks() {
    return marks;
  }
}

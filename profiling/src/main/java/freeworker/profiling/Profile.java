package freeworker.profiling;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What a profile says: who was busy when, and how many tasks were finished. */
public final class Profile {
  private final String name;
  private final int workers;
  private final double first;
  private final double last;
  private final double finished;
  private final long failed;
  private final Spans spans;
  private final Steps busy;
  private final Steps waiting;
  private final List<Doubt> doubts;
  private final Marks marks;
  private final List<String> notes;
  private final double[] joined;
  private final String[] machines;
  private final double[] busySeconds;

  Profile(String name, Replay replay, List<String> notes) {
    this.name = name;
    this.workers = replay.workers();
    this.first = replay.first();
    this.last = replay.last();
    this.finished = replay.finished();
    this.failed = replay.failed();
    this.spans = replay.spans();
    this.busy = replay.busy();
    this.waiting = replay.waiting();
    this.doubts = List.copyOf(replay.doubts());
    this.marks = replay.marks();
    this.notes = List.copyOf(notes);
    this.joined = new double[workers];
    Arrays.setAll(joined, replay::joined);
    this.machines = new String[workers];
    Arrays.setAll(machines, replay::machine);
    this.busySeconds = new double[workers];
    Arrays.setAll(busySeconds, spans::seconds);
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  public int workers() {
    return workers;
  }

  /** The time of the first row, in seconds since 1970. */
  public double first() {
    return first;
  }

  /** The time of the last row, in seconds since 1970. */
  public double last() {
    return last;
  }

  /** How many tasks were finished at the end. */
  public double finished() {
    return finished;
  }

  /** How many tasks failed, as far as the profile says; of a window at least one. */
  public long failed() {
    return failed;
  }

  public double seconds() {
    return last - first;
  }

  /** Tasks finished by time passed, computed as the original does. */
  public double throughput() {
    return finished / (last - first);
  }

  /** The times at which flags were up; of a long run only what they add up to. */
  public Spans spans() {
    return spans;
  }

  /** How many workers are busy. */
  public Steps busy() {
    return busy;
  }

  /** How many borrowers wait; empty when the profile does not say. */
  public Steps waiting() {
    return waiting;
  }

  /** When the worker joined, in seconds since the first row; 0 when it was there from the start. */
  public double joined(int worker) {
    return joined[worker];
  }

  /** What its machine is called, the last one; empty for the broker's own or where nobody says. */
  public String machine(int worker) {
    return machines[worker];
  }

  /** The share of the time in which the worker was busy, of its time since it joined. */
  public double utilisation(int worker) {
    double there = seconds() - joined[worker];
    return there > 0 ? busySeconds[worker] / there : 0;
  }

  /** The share of the workers' time in which they were busy; each counts since it joined. */
  public double utilisation() {
    double there = seconds() * workers - Arrays.stream(joined).sum();
    return Arrays.stream(busySeconds).sum() / there;
  }

  /** For each of so many equal parts of the run, the share in which the worker was busy. */
  public double[] density(int worker, int columns) {
    double[] shares = spans.busy(worker, columns, seconds());
    double width = seconds() / columns;
    for (int i = 0; i < columns; i++) {
      shares[i] = Math.min(1, shares[i] / width);
    }
    return shares;
  }

  /** The tasks of each of so many equal parts of the run; each task is spread over its time. */
  public double[] tasks(int columns) {
    return spans.tasks(columns, seconds());
  }

  /**
   * The time that half of the tasks needed at most; from the spans with one task. When they are
   * more than {@value Durations#MOST} it is right to a part in two thousand.
   */
  public OptionalDouble medianTask() {
    return spans.median();
  }

  /** What cannot have been. */
  public List<Doubt> doubts() {
    return doubts;
  }

  /**
   * The moments that a chart can point at, in the order of time. Of each kind at most {@value
   * Marks#MOST} are there, spread over the run when there were more.
   */
  public List<Mark> marks() {
    return marks.kept();
  }

  /** How many such moments there were, also those that are not among the {@link #marks()}. */
  public long count(Mark.Kind kind) {
    return marks.count(kind);
  }

  /** What a reader should know of the file itself. */
  public List<String> notes() {
    return notes;
  }
}

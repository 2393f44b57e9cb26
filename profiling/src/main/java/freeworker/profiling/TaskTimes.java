package freeworker.profiling;

import java.util.Locale;
import java.util.Optional;

/**
 * How long tasks took, in bounded memory, and whether so many of them fit into the workers' time.
 */
final class TaskTimes {
  /** One bucket is so much wider than the one before; the median is exact to that. */
  private static final double STEP = Math.log(1.01);

  private static final double SHORTEST = 1e-7;
  private static final int BUCKETS = 4_000;

  /** What a sum of rounded times may be beside. */
  private static final double TOLERANCE = 1.01;

  private final long[] buckets = new long[BUCKETS];
  private final double[] sums = new double[BUCKETS];
  private long timed;
  private double sum;
  private double untimed;

  void add(double seconds) {
    timed++;
    sum += Math.max(0, seconds);
    double place = Math.log(Math.max(SHORTEST, seconds) / SHORTEST) / STEP;
    int bucket = (int) Math.min(BUCKETS - 1, place);
    buckets[bucket]++;
    sums[bucket] += Math.max(0, seconds);
  }

  /** Tasks ended although no worker was given back; nobody knows how long they took. */
  void addUntimed(double tasks) {
    untimed += tasks;
  }

  /**
   * The time of a task: the median, or the mean where that is less. A few long tasks among many
   * short ones would have a median for which nobody has time; not so their mean.
   */
  private double typical() {
    long half = (timed + 1) / 2;
    int bucket = -1;
    for (long seen = 0; seen < half; ) {
      seen += buckets[++bucket];
    }
    return Math.min(sum / timed, sums[bucket] / buckets[bucket]);
  }

  /** How many tasks there were. */
  double count() {
    return timed + untimed;
  }

  /** Tasks a second and the time of one, as a product that so many workers can do or not. */
  record Work(double rate, double task, int workers) {
    boolean fits() {
      return rate * task <= workers * TOLERANCE;
    }

    @Override
    public String toString() {
      String often = String.format(Locale.ROOT, rate < 100 ? "%.2f" : "%,.0f", rate);
      return String.format(
          Locale.ROOT, "%s tasks/s of %s each keep %.2f", often, Violation.time(task), rate * task);
    }
  }

  /** What was done in so many seconds; nothing where no task can be timed. */
  Optional<Work> work(double seconds, int workers) {
    return timed == 0 || seconds <= 0
        ? Optional.empty()
        : Optional.of(new Work(count() / seconds, typical(), workers));
  }
}

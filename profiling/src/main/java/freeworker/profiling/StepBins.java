package freeworker.profiling;

/**
 * A number over time in a bounded number of equal parts, which double their width when time
 * outgrows them. Of each part its mean, its peak, and how long it was at its peak stay exact.
 */
final class StepBins {
  static final int MOST = 1 << 12;

  private final double[] covered = new double[MOST];
  private final double[] sums = new double[MOST];
  private final int[] peaks = new int[MOST];
  private final double[] atPeak = new double[MOST];
  private double width = 0x1p-20;

  /** The number was this between the two times. */
  void add(double from, double to, int value) {
    while (to >= width * MOST) {
      widen();
    }
    int first = (int) (from / width);
    if (to > from && to <= (first + 1) * width) {
      double time = to - from;
      add(first, time, time * value, value, time);
      return;
    }
    for (int i = first; i < MOST && i * width < to; i++) {
      double time = Math.min(to, (i + 1) * width) - Math.max(from, i * width);
      if (time > 0) {
        add(i, time, time * value, value, time);
      }
    }
  }

  private void add(int bin, double time, double sum, int peak, double timeAtPeak) {
    if (peak > peaks[bin] || covered[bin] == 0) {
      peaks[bin] = peak;
      atPeak[bin] = timeAtPeak;
    } else if (peak == peaks[bin]) {
      atPeak[bin] += timeAtPeak;
    }
    covered[bin] += time;
    sums[bin] += sum;
  }

  private void widen() {
    for (int i = 0; i < MOST; i++) {
      double time = covered[i];
      double sum = sums[i];
      covered[i] = 0;
      sums[i] = 0;
      if (time > 0) {
        add(i / 2, time, sum, peaks[i], atPeak[i]);
      }
    }
    width *= 2;
  }

  /**
   * Steps with the same means and peaks: in each part first its peak, then what is left of it as
   * the two numbers next to its mean.
   */
  void addTo(Steps steps) {
    for (int i = 0; i < MOST; i++) {
      if (covered[i] > 0) {
        double from = i * width;
        double rest = covered[i] - atPeak[i];
        steps.keep(from, peaks[i]);
        if (rest > covered[i] * 1e-9) {
          double mean = Math.min(peaks[i], (sums[i] - peaks[i] * atPeak[i]) / rest);
          int lower = (int) Math.floor(mean + 1e-9);
          double upper = Math.max(0, (mean - lower) * rest);
          if (upper > 0) {
            steps.keep(from + atPeak[i], lower + 1);
          }
          steps.keep(from + atPeak[i] + upper, lower);
        }
      }
    }
  }
}

package freeworker.bench;

import freeworker.bench.run.Spread;
import java.util.Arrays;
import java.util.List;

/**
 * What was measured in one go.
 *
 * @param tasks the tasks within the time that was measured
 * @param all these and the ones before it, which made the connections
 * @param nanos the time that was measured
 * @param median the time of a call in nanoseconds, at the median
 * @param p99 the same at 99 %
 */
record Figure(long tasks, long all, long nanos, long median, long p99) {
  Figure {
    if (tasks < 1 || all < tasks || nanos < 1 || median < 1 || p99 < median) {
      throw new IllegalArgumentException(
          "no figure: " + Arrays.toString(new long[] {tasks, all, nanos, median, p99}));
    }
  }

  /** Those of clients that ran at the same time: the worst of their 99 %, and the usual median. */
  static Figure together(List<Figure> figures) {
    return new Figure(
        figures.stream().mapToLong(Figure::tasks).sum(),
        figures.stream().mapToLong(Figure::all).sum(),
        figures.stream().mapToLong(Figure::nanos).max().orElseThrow(),
        (long)
            Spread.of(figures.stream().map(figure -> (double) figure.median()).toList()).median(),
        figures.stream().mapToLong(Figure::p99).max().orElseThrow());
  }

  double perSecond() {
    return tasks * 1e9 / nanos;
  }

  /** One line of text, for another process. */
  String encode() {
    return tasks + " " + all + " " + nanos + " " + median + " " + p99;
  }

  static Figure decode(String text) {
    long[] parts = Arrays.stream(text.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    if (parts.length != 5) {
      throw new IllegalArgumentException("no figure: " + text);
    }
    return new Figure(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }
}

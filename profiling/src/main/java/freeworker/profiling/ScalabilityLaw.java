package freeworker.profiling;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The Universal Scalability Law: the throughput of n workers is λn / (1 + σ(n-1) + κn(n-1)).
 *
 * @param single λ, the throughput of one worker
 * @param contention σ from 0 to 1, the part of the work that only one can do at a time
 * @param coherence κ, what each pair costs to keep in step
 * @param misfit how far the points are off: the root of the mean square, as a share of their mean
 */
public record ScalabilityLaw(double single, double contention, double coherence, double misfit) {
  /** As many numbers of workers as the law has parameters. */
  public static final int FEWEST = 3;

  /** Points that are further off than this do not follow the law. */
  private static final double GOOD = 0.1;

  /** A throughput that was measured with so many workers. */
  public record Point(int workers, double throughput) {
    public Point {
      if (workers < 1 || !(throughput >= 0 && throughput <= 1e12)) {
        throw new IllegalArgumentException(
            "a point needs workers and a throughput from 0, not %d and %s"
                .formatted(workers, throughput));
      }
    }
  }

  public ScalabilityLaw {
    if (!(single > 0 && single <= Double.MAX_VALUE)
        || !(contention >= 0 && contention <= 1)
        || !(coherence >= 0 && coherence <= Double.MAX_VALUE)
        || !(misfit >= 0 && misfit <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "no law has λ %s, σ %s, κ %s and is %s off"
              .formatted(single, contention, coherence, misfit));
    }
  }

  /**
   * The law that comes nearest to the points, by least squares; empty where they are too few to
   * tell, or nothing was done.
   */
  public static Optional<ScalabilityLaw> fit(List<Point> points) {
    long different = points.stream().mapToInt(Point::workers).distinct().count();
    boolean any = points.stream().anyMatch(point -> point.throughput() > 0);
    return different < FEWEST || !any ? Optional.empty() : new LawFit(points).nearest();
  }

  /** The throughput of so many workers. */
  public double throughput(double workers) {
    return single
        * workers
        / (1 + contention * (workers - 1) + coherence * workers * (workers - 1));
  }

  /** With more workers than this the throughput falls; empty where it never does. */
  public OptionalDouble peak() {
    return coherence > 0
        ? OptionalDouble.of(Math.max(1, Math.sqrt((1 - contention) / coherence)))
        : OptionalDouble.empty();
  }

  /** Whether the points are near enough to the law that it may be trusted beyond them. */
  public boolean good() {
    return misfit <= GOOD;
  }
}

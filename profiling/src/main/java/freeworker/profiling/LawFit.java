package freeworker.profiling;

import freeworker.profiling.ScalabilityLaw.Point;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.util.Pair;

/*
 * The parameters are kept within their bounds by what stands for them: λ = exp(a), σ = s²/(1+s²),
 * κ = k². At s = 0 or k = 0 the slope is 0 and a search would stay there; so it begins from several
 * places off the bounds, and the laws on the bounds are tried as well.
 */
/** Finds the scalability law that comes nearest to points. */
final class LawFit {
  private static final int STEPS = 200;
  private static final double[] STARTS = {0.01, 0.1, 0.5};

  private final int[] workers;
  private final double[] measured;
  private final double scale;
  private final double mean;

  LawFit(List<Point> points) {
    workers = points.stream().mapToInt(Point::workers).toArray();
    scale = points.stream().mapToDouble(Point::throughput).max().orElse(1);
    measured = points.stream().mapToDouble(point -> point.throughput() / scale).toArray();
    mean = points.stream().mapToDouble(point -> point.throughput() / scale).average().orElse(1);
  }

  Optional<ScalabilityLaw> nearest() {
    return Stream.of(true, false)
        .flatMap(contention -> Stream.of(true, false).map(c -> new boolean[] {contention, c}))
        .flatMap(free -> starts(free).map(this::search))
        .flatMap(Optional::stream)
        // A parameter that explains nothing is left at 0.
        .min(
            Comparator.comparingDouble((ScalabilityLaw law) -> Math.rint(law.misfit() * 1e9))
                .thenComparingDouble(law -> law.contention() + law.coherence()));
  }

  private Stream<double[]> starts(boolean[] free) {
    double first = 0;
    for (int i = 0; i < workers.length; i++) {
      first = Math.max(first, measured[i] / workers[i]);
    }
    double single = Math.log(first);
    return from(free[0])
        .flatMap(
            s -> from(free[1]).map(k -> new double[] {single, Math.sqrt(s), Math.sqrt(k / 10)}));
  }

  /** Where a search for a parameter begins; one that begins at 0 stays there. */
  private static Stream<Double> from(boolean free) {
    return free ? Arrays.stream(STARTS).boxed() : Stream.of(0.0);
  }

  private Optional<ScalabilityLaw> search(double[] start) {
    try {
      RealVector found =
          new LevenbergMarquardtOptimizer()
              .optimize(
                  new LeastSquaresBuilder()
                      .start(start)
                      .target(measured)
                      .model(this::values)
                      .maxEvaluations(STEPS)
                      .maxIterations(STEPS)
                      .build())
              .getPoint();
      return Optional.of(law(found));
    } catch (MathRuntimeException | IllegalArgumentException e) {
      // This start leads nowhere; another may.
      return Optional.empty();
    }
  }

  private static double contention(double s) {
    return Math.min(1, s * s / (1 + s * s));
  }

  private ScalabilityLaw law(RealVector found) {
    double[] values = values(found).getFirst().toArray();
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (values[i] - measured[i]) * (values[i] - measured[i]);
    }
    return new ScalabilityLaw(
        Math.exp(found.getEntry(0)) * scale,
        contention(found.getEntry(1)),
        found.getEntry(2) * found.getEntry(2),
        Math.sqrt(squares / values.length) / mean);
  }

  /** What the law gives at each point, and how that changes with each parameter. */
  private Pair<RealVector, RealMatrix> values(RealVector at) {
    double single = Math.exp(at.getEntry(0));
    double s = at.getEntry(1);
    double k = at.getEntry(2);
    double slope = 2 * s / ((1 + s * s) * (1 + s * s));
    var values = new ArrayRealVector(workers.length);
    var slopes = new Array2DRowRealMatrix(workers.length, 3);
    for (int i = 0; i < workers.length; i++) {
      double n = workers[i];
      double divisor = 1 + contention(s) * (n - 1) + k * k * n * (n - 1);
      double value = single * n / divisor;
      values.setEntry(i, value);
      slopes.setEntry(i, 0, value);
      slopes.setEntry(i, 1, -value / divisor * (n - 1) * slope);
      slopes.setEntry(i, 2, -value / divisor * n * (n - 1) * 2 * k);
    }
    return new Pair<>(values, slopes);
  }
}

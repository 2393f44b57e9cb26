package freeworker.grapher;

import freeworker.profiling.ScalabilityLaw;
import freeworker.profiling.SweepCell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a sweep grows where each worker has a client: its points, their law, what that may say. */
final class Scaling {
  /** A law is believed up to so many times the workers that were measured. */
  private static final int BEYOND = 3;

  private final List<SweepCell> points;
  private final List<SweepCell> leftOut;
  private final Optional<ScalabilityLaw> law;

  Scaling(SweepView view) {
    List<SweepCell> pairs =
        view.spots().stream()
            .map(SweepView.Spot::cell)
            .filter(cell -> cell.workers() == cell.clients())
            .toList();
    points = pairs.stream().filter(SweepView::possible).toList();
    leftOut = pairs.stream().filter(cell -> !SweepView.possible(cell)).toList();
    law =
        ScalabilityLaw.fit(
            points.stream()
                .map(cell -> new ScalabilityLaw.Point(cell.workers(), cell.throughput()))
                .toList());
  }

  /** The cells with as many clients as workers, without those that are not possible. */
  List<SweepCell> points() {
    return points;
  }

  List<SweepCell> leftOut() {
    return leftOut;
  }

  Optional<ScalabilityLaw> law() {
    return law;
  }

  /** The most workers that were measured. */
  int measured() {
    return points.stream().mapToInt(SweepCell::workers).max().orElse(0);
  }

  /** Whether the law says anything about more workers than were measured. */
  boolean projects() {
    return law.isPresent() && law.get().good();
  }

  /** The most workers that are drawn. */
  int most() {
    int there = leftOut.stream().mapToInt(SweepCell::workers).max().orElse(1);
    return projects() ? BEYOND * measured() : Math.max(there, Math.max(1, measured()));
  }

  /** What each worker with a client can do at most, in tasks a second. */
  double perfect() {
    return points.stream()
        .mapToDouble(cell -> cell.limit() / cell.workers())
        .max()
        .orElse(
            leftOut.stream().mapToDouble(cell -> cell.limit() / cell.workers()).max().orElse(0));
  }

  /** A sentence that says what is seen. */
  String title() {
    if (projects()) {
      ScalabilityLaw fitted = law.orElseThrow();
      double peak = fitted.peak().orElse(Double.MAX_VALUE);
      if (peak < most()) {
        double best = Math.max(1, Math.rint(peak));
        return "More than %s should not help: %s tasks/s is the peak"
            .formatted(Words.count(best, "worker"), Words.rate(fitted.throughput(best)));
      }
      return "%s should give %s tasks/s, %s of perfect"
          .formatted(
              Words.count(most(), "worker"),
              Words.rate(fitted.throughput(most())),
              Words.percent(fitted.throughput(most()) / (perfect() * most())));
    }
    if (points.isEmpty()) {
      return "Nothing measured tells how the throughput grows with the workers";
    }
    SweepCell last = points.get(points.size() - 1);
    return "%s gave %s tasks/s, %s of perfect; nothing is said of more"
        .formatted(
            Words.count(last.workers(), "worker"),
            Words.rate(last.throughput()),
            Words.percent(last.throughput() / (perfect() * last.workers())));
  }

  String subtitle() {
    if (law.isEmpty()) {
      return points.size() < ScalabilityLaw.FEWEST
          ? "no projection: the law needs %d possible cells with as many clients as workers, there %s"
              .formatted(
                  ScalabilityLaw.FEWEST,
                  points.isEmpty() ? "is none" : points.size() == 1 ? "is 1" : "are 2")
          : "no projection: the scalability law fits to none of the %d points"
              .formatted(points.size());
    }
    ScalabilityLaw fitted = law.get();
    String off = String.format(Locale.ROOT, "%.1f %% off", fitted.misfit() * 100);
    return (projects()
            ? "%s with as many clients as workers, %s the law on average"
                .formatted(Words.count(points.size(), "point"), off)
            : "no projection: the points do not follow the law, they are " + off)
        + "  \u00b7  \u03bb %s tasks/s, \u03c3 %s waiting for each other, \u03ba %s keeping in step"
            .formatted(
                Words.rate(fitted.single()), small(fitted.contention()), small(fitted.coherence()));
  }

  private static String small(double share) {
    return share < 5e-6 ? "0" : String.format(Locale.ROOT, share < 0.001 ? "%.5f" : "%.3f", share);
  }

  List<String> footnotes() {
    if (leftOut.isEmpty()) {
      return List.of();
    }
    List<String> numbers =
        leftOut.stream().limit(8).map(cell -> String.valueOf(cell.workers())).toList();
    return List.of(
        "Red rings: left out of the law, because they are not possible: "
            + String.join(", ", numbers)
            + (leftOut.size() > numbers.size() ? " and more" : "")
            + (leftOut.size() == 1 && leftOut.get(0).workers() == 1 ? " worker." : " workers."));
  }
}

package freeworker.bench;

import freeworker.bench.run.Promise;
import freeworker.bench.run.Spread;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What the figures of a run are held against.
 *
 * @param words the figure, for people
 * @param bound on which side of the limit it has to be
 * @param judged which of the rounds decides
 * @param figures one of each round, or none when it was not measured
 */
record Goal(
    String words,
    Bound bound,
    double limit,
    Judged judged,
    Function<Results, List<Double>> figures) {

  /** What a machine that does nothing else has to reach with programs that are warm. */
  static final List<Goal> PROMISED =
      List.of(
          promised(
              "p50 of L pinned, of its floor's", Bound.AT_MOST, 1.4, of(Line.L_PINNED, Goal::p50)),
          promised(
              "p99 of L pinned, of its floor's", Bound.AT_MOST, 2.5, of(Line.L_PINNED, Goal::p99)),
          promised("T of its floor", Bound.AT_LEAST, 0.65, of(Line.T, Goal::rate)),
          promised("P of the floor's 8 threads", Bound.AT_LEAST, 0.55, of(Line.P, Goal::rate)),
          promised("A of T", Bound.AT_LEAST, 1, of(Line.A, Line.T, Goal::rate)),
          promised("B of its floor", Bound.AT_LEAST, 0.9, of(Line.B, Goal::rate)),
          promised(
              "processor time of a task in T, of its floor's",
              Bound.AT_MOST,
              1.5,
              of(Line.T, Sample::micros)),
          promised(
              "processor seconds of 10,000 tasks in B",
              Bound.AT_MOST,
              0.1,
              each(Line.B, sample -> sample.micros() / 100)));

  /*
   * Programs that have just started, on a machine that does other things as well, come near no promise:
   * so the best round decides, and the limits of what depends on time are far away. How often a client
   * writes depends on no machine: once a call, be it for one task or for many.
   */
  /** What only a lost idea misses: that leases are held, that tasks travel together. */
  static final List<Goal> GUARDED =
      List.of(
          guarded("writes a task in L", Bound.AT_MOST, 2, each(Line.L, Sample::writesOfTask)),
          guarded("writes a task in A", Bound.AT_MOST, 0.5, each(Line.A, Sample::writesOfTask)),
          guarded("writes a task in B", Bound.AT_MOST, 0.05, each(Line.B, Sample::writesOfTask)),
          guarded("p50 of L, of its floor's", Bound.AT_MOST, 10, of(Line.L, Goal::p50)),
          guarded("p50 of T, of its floor's", Bound.AT_MOST, 10, of(Line.T, Goal::p50)),
          guarded("A of its floor", Bound.AT_LEAST, 0.2, of(Line.A, Goal::rate)),
          guarded("A of T", Bound.AT_LEAST, 1, of(Line.A, Line.T, Goal::rate)),
          guarded("B of its floor", Bound.AT_LEAST, 0.3, of(Line.B, Goal::rate)));

  /** The lines that have to be measured for that. */
  static final List<Line> GUARDED_LINES =
      List.of(Line.FLOOR_1X1, Line.L, Line.FLOOR_1X8, Line.T, Line.A, Line.FLOOR_PACK, Line.B);

  /** On which side of its limit a figure has to be. */
  enum Bound {
    AT_MOST("at most", "too much"),
    AT_LEAST("at least", "too little");

    private final String words;
    private final String otherwise;

    Bound(String words, String otherwise) {
      this.words = words;
      this.otherwise = otherwise;
    }
  }

  /** Which of several rounds decides. */
  enum Judged {
    BY_THE_MEDIAN,
    BY_THE_BEST
  }

  private static double rate(Sample sample) {
    return sample.figure().perSecond();
  }

  private static double p50(Sample sample) {
    return sample.figure().median();
  }

  private static double p99(Sample sample) {
    return sample.figure().p99();
  }

  private static Goal promised(
      String words, Bound bound, double limit, Function<Results, List<Double>> figures) {
    return new Goal(words, bound, limit, Judged.BY_THE_MEDIAN, figures);
  }

  private static Goal guarded(
      String words, Bound bound, double limit, Function<Results, List<Double>> figures) {
    return new Goal(words, bound, limit, Judged.BY_THE_BEST, figures);
  }

  private static Function<Results, List<Double>> of(Line line, ToDoubleFunction<Sample> value) {
    Line floor = line.floor();
    if (floor == null) {
      throw new IllegalArgumentException(line + " is a floor");
    }
    return of(line, floor, value);
  }

  private static Function<Results, List<Double>> of(
      Line line, Line other, ToDoubleFunction<Sample> value) {
    return results -> results.ratios(line, other, value);
  }

  private static Function<Results, List<Double>> each(Line line, ToDoubleFunction<Sample> value) {
    return results -> results.samples(line).stream().map(value::applyAsDouble).toList();
  }

  /** Which goals hold; what was not measured is neither held nor missed. */
  static List<Promise> judge(List<Goal> goals, Results results) {
    return goals.stream().flatMap(goal -> goal.judge(results)).toList();
  }

  private Stream<Promise> judge(Results results) {
    // A processor time below the clock's tick makes no ratio.
    List<Double> rounds = figures.apply(results).stream().filter(Double::isFinite).toList();
    if (rounds.isEmpty()) {
      return Stream.empty();
    }
    var spread = Spread.of(rounds);
    double figure = judged == Judged.BY_THE_MEDIAN ? spread.median() : best(spread);
    boolean held = bound == Bound.AT_MOST ? figure <= limit : figure >= limit;
    return Stream.of(
        new Promise(
            words + ", " + bound.words + " " + plain(limit),
            spread.words(3) + (held ? "" : ", " + missed(figure)),
            held));
  }

  private double best(Spread spread) {
    return bound == Bound.AT_MOST ? spread.least() : spread.most();
  }

  private String missed(double figure) {
    return String.format(
        Locale.ROOT, "%.0f %% %s", Math.abs(figure / limit - 1) * 100, bound.otherwise);
  }

  private static String plain(double value) {
    return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}

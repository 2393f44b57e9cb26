package freeworker.bench;

import freeworker.bench.run.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where Freeworker stands beside each peer: how many times as good, round by round. */
final class Standings {
  private final Results ours;
  private final Map<Peer, Results> theirs;

  Standings(Results ours, Map<Peer, Results> theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  /** What is compared. */
  enum Measure {
    L("L: tasks/s"),
    T("T: tasks/s"),
    A("A: tasks/s"),
    B("B: tasks/s"),
    C_T("C: cpu a task in T"),
    C_B("C: cpu a task in B"),
    S("S: start to first result");

    private final String words;

    Measure(String words) {
      this.words = words;
    }

    private boolean moreIsBetter() {
      return this == L || this == T || this == A || this == B;
    }

    private List<Double> rounds(Results results) {
      return switch (this) {
        case L -> rates(results, Line.L);
        case T -> rates(results, Line.T);
        case A -> rates(results, Line.A);
        case B -> rates(results, Line.B);
        case C_T -> costs(results, Line.T);
        case C_B -> costs(results, Line.B);
        case S -> results.starts();
      };
    }

    private static List<Double> rates(Results results, Line line) {
      return results.samples(line).stream().map(sample -> sample.figure().perSecond()).toList();
    }

    private static List<Double> costs(Results results, Line line) {
      return results.samples(line).stream().map(Sample::micros).toList();
    }
  }

  /** How many times as good as a peer Freeworker was, in each round in which both were measured. */
  static List<Double> ratios(Results ours, Results theirs, Measure measure) {
    List<Double> mine = measure.rounds(ours);
    List<Double> its = measure.rounds(theirs);
    return IntStream.range(0, Math.min(mine.size(), its.size()))
        // A processor time below the clock's tick says nothing.
        .filter(i -> mine.get(i) > 0 && its.get(i) > 0)
        .mapToObj(i -> measure.moreIsBetter() ? mine.get(i) / its.get(i) : its.get(i) / mine.get(i))
        .toList();
  }

  /** Whether it was better in every round, or in none, or neither. */
  static String verdict(List<Double> ratios) {
    if (ratios.stream().allMatch(ratio -> ratio > 1)) {
      return "ahead";
    }
    return ratios.stream().allMatch(ratio -> ratio < 1) ? "behind" : "level";
  }

  /** A table for people, in Markdown; nothing without peers. */
  List<String> table() {
    List<String> rows = new ArrayList<>();
    if (!theirs.isEmpty()) {
      rows.add(row("Freeworker to", measure -> measure.words));
      rows.add("|---" + "|---:".repeat(Measure.values().length) + "|");
      theirs.forEach(
          (peer, results) -> rows.add(row(peer.words(), measure -> cell(results, measure))));
    }
    return rows;
  }

  private static String row(String first, Function<Measure, String> cell) {
    return Stream.concat(Stream.of(first), Stream.of(Measure.values()).map(cell))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private String cell(Results peer, Measure measure) {
    List<Double> ratios = ratios(ours, peer, measure);
    if (ratios.isEmpty()) {
      return "";
    }
    Spread spread = Spread.of(ratios);
    return String.format(
        Locale.ROOT,
        "%s (%s-%s) %s",
        times(spread.median()),
        times(spread.least()),
        times(spread.most()),
        verdict(ratios));
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
  }
}

package freeworker.bench.growth;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part LEDGER: what a claim and a release cost, with more workers, and with more waiters. */
final class LedgerGrowth {
  static final double WORKERS_RATIO = 2;
  static final double WAITERS_RATIO = 4;
  static final double MOST_NANOS = 2_000;

  static final String HEAP = "-Xmx2g";

  /** So that few collections come in between. */
  static final String YOUNG = "-Xmn1g";

  private static final long MILLI = 1_000_000;

  private LedgerGrowth() {}

  /** Measures each shape at each of its sizes. */
  static Findings measure(boolean quick) {
    var cost =
        quick
            ? new LedgerCost(5, 100 * MILLI, 5 * MILLI)
            : new LedgerCost(21, 1_000 * MILLI, 40 * MILLI);
    List<Row> rows = new ArrayList<>();
    for (LedgerShape shape : LedgerShape.values()) {
      List<Integer> sizes = shape.sizes();
      rows.add(new Row(shape, cost.of(shape, quick ? sizes.subList(0, 3) : sizes)));
    }
    return findings(rows);
  }

  /** The nanoseconds of a shape, by size. */
  record Row(LedgerShape shape, Map<Integer, Spread> nanos) {
    /** The dearest size of the cheapest one. */
    double ratio() {
      double least = nanos.values().stream().mapToDouble(Spread::median).min().orElse(Double.NaN);
      return most() / least;
    }

    double most() {
      return nanos.values().stream().mapToDouble(Spread::median).max().orElse(Double.NaN);
    }
  }

  /** What the measured says. */
  static Findings findings(List<Row> rows) {
    return new Findings(
        List.of(
            table("more and more workers", false, rows),
            table("more and more waiters for " + LedgerShape.LENT + " workers", true, rows)),
        List.of(
            Promise.atMost(
                "10 to 10,000 workers cost at most 2 times as much",
                WORKERS_RATIO,
                worst(rows, false)),
            Promise.atMost(
                "10 to 1,000,000 waiters cost at most 4 times as much",
                WAITERS_RATIO,
                worst(rows, true)),
            Promise.atMost(
                "a claim and a release never cost more than 2,000 ns",
                MOST_NANOS,
                rows.stream().mapToDouble(Row::most).max().orElse(Double.NaN))));
  }

  private static double worst(List<Row> rows, boolean ofWaiters) {
    return rows.stream()
        .filter(row -> row.shape().ofWaiters() == ofWaiters)
        .mapToDouble(Row::ratio)
        .max()
        .orElse(Double.NaN);
  }

  private static Table table(String title, boolean ofWaiters, List<Row> rows) {
    List<String> heads = new ArrayList<>();
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      if (row.shape().ofWaiters() == ofWaiters) {
        if (heads.isEmpty()) {
          heads.add("ns a claim and release: median (min-max)");
          row.nanos().keySet().forEach(size -> heads.add(String.format(Locale.ROOT, "%,d", size)));
          heads.add("dearest of cheapest");
        }
        List<String> line = new ArrayList<>();
        line.add(row.shape().words());
        row.nanos().values().forEach(spread -> line.add(spread.words(0)));
        line.add(String.format(Locale.ROOT, "%.2f", row.ratio()));
        cells.add(line);
      }
    }
    return new Table("Ledger, " + title, heads, cells);
  }
}

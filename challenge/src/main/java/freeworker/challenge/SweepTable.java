package freeworker.challenge;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A sweep as people and programs read it. */
final class SweepTable {
  private static final List<String> HEAD =
      List.of(
          "WORKERS",
          "CLIENTS",
          "TASKS/S",
          "OF LIMIT",
          "BEST OF LIMIT",
          "OF BEST",
          "OF BEST WITH COST",
          "COST");

  private SweepTable() {}

  /** A line a cell, under a head. */
  static List<String> lines(Sweep sweep) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (SweepCell cell : sweep.cells()) {
      rows.add(row(cell));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(SweepCell cell) {
    return List.of(
        String.valueOf(cell.workers()),
        String.valueOf(cell.clients()),
        rate(cell.throughput()),
        percent(cell.shareOfLimit()),
        percent(cell.bestOfLimit()),
        percent(cell.shareOfBest()),
        cell.shareOfBestWithCost().isEmpty()
            ? "-"
            : percent(cell.shareOfBestWithCost().getAsDouble()) + (cell.nearBest() ? "" : " low"),
        cell.run()
            .map(run -> String.format(Locale.ROOT, "%.2f s", run.processSeconds()))
            .orElse("-"));
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }

  /** A JSON object a cell. */
  static String json(SweepCell cell) {
    var json =
        new Json()
            .put("workers", cell.workers())
            .put("clients", cell.clients())
            .raw("tasks_per_second", exact(cell.throughput()))
            .raw("of_limit", exact(cell.shareOfLimit()))
            .raw("best_of_limit", exact(cell.bestOfLimit()))
            .raw("of_best", exact(cell.shareOfBest()));
    cell.shareOfBestWithCost().ifPresent(share -> json.raw("of_best_with_cost", exact(share)));
    cell.run().ifPresent(run -> json.raw("process_seconds", exact(run.processSeconds())));
    return json.toString();
  }

  static String rate(double throughput) {
    return String.format(Locale.ROOT, "%.4f", throughput);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String exact(double number) {
    return BigDecimal.valueOf(number).toPlainString();
  }
}

package freeworker.profiling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a row is spelled in the file: plain decimals, JSON lists, and names that no spreadsheet runs.
 */
final class Cells {
  /** Longer names are cut. */
  static final int LONGEST_NAME = 200;

  private static final String FORMULA_STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  private Cells() {}

  static String[] header() {
    return Stream.concat(Columns.ORIGINAL.stream(), Columns.OURS.stream()).toArray(String[]::new);
  }

  /** The cells of a row, an empty one as null. */
  static @Nullable String[] of(long index, long epochMicros, Row row, double cpu, long memoryMiB) {
    Row.Window window = row.window();
    return new @Nullable String[] {
      Long.toString(index),
      seconds(epochMicros),
      row.busy().toString(),
      row.finished() + ".0",
      row.event(),
      row.worker() == null ? null : row.worker().toString(),
      name(row.task()),
      name(row.client()),
      Integer.toString(row.waiting()),
      share(cpu),
      memoryMiB < 0 ? null : Long.toString(memoryMiB),
      row.ok() == null ? null : (row.ok() ? "1" : "0"),
      window == null ? null : Integer.toString(window.lends()),
      window == null ? null : Integer.toString(window.frees()),
      window == null ? null : seconds(window.busyMicros())
    };
  }

  /** Microseconds as seconds with six decimals, never with an exponent. */
  static String seconds(long micros) {
    return BigDecimal.valueOf(micros, 6).toPlainString();
  }

  private static String seconds(List<Long> micros) {
    return micros.stream().map(Cells::seconds).collect(Collectors.joining(", ", "[", "]"));
  }

  private static @Nullable String share(double cpu) {
    if (!Double.isFinite(cpu) || cpu < 0) {
      return null;
    }
    return BigDecimal.valueOf(cpu).setScale(3, RoundingMode.HALF_UP).toPlainString();
  }

  /**
   * A name as a cell: at most 200 characters, one line, what cannot be seen spelled out, and a
   * {@code '} before whatever a spreadsheet could take for a formula, also one that separates cells
   * by semicolons.
   */
  static @Nullable String name(String name) {
    if (name.isEmpty()) {
      return null;
    }
    var cell = new StringBuilder();
    boolean first = true;
    for (int i = 0, count = 0; i < name.length() && count < LONGEST_NAME; count++) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (first && FORMULA_STARTS.indexOf(c) >= 0) {
        cell.append('\'');
      }
      first = c == ';' || (first && Character.isWhitespace(c)) || (first && c == '"');
      Visible.append(c, cell);
    }
    return cell.toString();
  }
}

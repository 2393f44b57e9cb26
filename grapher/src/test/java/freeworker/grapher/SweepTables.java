package freeworker.grapher;

import java.util.Locale;

/** Tables of sweeps for tests. */
final class SweepTables {
  private static final String HEADER = "Workers,Functions,Throughput\n";
  private static final double[][] ORIGINAL = {
    {0.27, 0.32, 0.58, 0.78},
    {0.27, 0.54, 0.60, 0.86},
    {0.27, 0.54, 0.80, 0.88},
    {0.27, 0.53, 0.80, 1.07}
  };

  private SweepTables() {}

  /** Four by four, three cells of which no workers can have done. */
  static String original() {
    var text = new StringBuilder(HEADER);
    for (int workers = 1; workers <= 4; workers++) {
      for (int clients = 1; clients <= 4; clients++) {
        row(text, workers, clients, ORIGINAL[workers - 1][clients - 1]);
      }
    }
    return text.toString();
  }

  /** So many workers by as many clients, each cell at nine tenths of its limit. */
  static String square(int size) {
    var text = new StringBuilder(HEADER);
    for (int workers = 1; workers <= size; workers++) {
      for (int clients = 1; clients <= size; clients++) {
        row(text, workers, clients, 0.9 * Math.min(workers / 3.0, clients / 3.5));
      }
    }
    return text.toString();
  }

  /** Cells of workers, clients and tasks a second. */
  static String of(double... numbers) {
    var text = new StringBuilder(HEADER);
    for (int i = 0; i < numbers.length; i += 3) {
      row(text, (int) numbers[i], (int) numbers[i + 1], numbers[i + 2]);
    }
    return text.toString();
  }

  private static void row(StringBuilder text, int workers, int clients, double throughput) {
    text.append(String.format(Locale.ROOT, "%d.0,%d.0,%s\n", workers, clients, throughput));
  }
}

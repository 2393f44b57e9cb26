package freeworker.profiling;

/**
 * An amount over time, in a bounded number of equal parts; they double their width when time
 * outgrows them. Times in seconds since the first row.
 */
final class Bins {
  private double[] amounts;
  private double width = 0x1p-20;

  Bins(int most) {
    amounts = new double[most];
  }

  /** Adds so much a second between two times. */
  void spread(double from, double to, double height) {
    reach(to);
    int first = (int) (from / width);
    if (to <= (first + 1) * width) {
      amounts[first] += (to - from) * height;
    } else {
      spread(amounts, width, from, to, height);
    }
  }

  /** Adds an amount that took no time. */
  void put(double at, double amount) {
    reach(at);
    amounts[(int) (at / width)] += amount;
  }

  /** Adds what is here to equal columns of a run that is so long. */
  void addTo(double[] columns, double run) {
    double columnWidth = run / columns.length;
    for (int i = 0; i < amounts.length && i * width <= run; i++) {
      if (amounts[i] == 0) {
        continue;
      }
      double from = i * width;
      double to = Math.min(run, from + width);
      if (to > from) {
        spread(columns, columnWidth, from, to, amounts[i] / (to - from));
      } else {
        columns[columns.length - 1] += amounts[i];
      }
    }
  }

  /** Makes do with so many parts. */
  void shrink(int most) {
    int shift = 0;
    while (amounts.length >> shift > most) {
      shift++;
    }
    merge(shift, most);
  }

  private void reach(double time) {
    double reach = width * amounts.length;
    if (time >= reach) {
      int shift = 0;
      for (; time >= reach; reach *= 2) {
        shift++;
      }
      merge(shift, amounts.length);
    }
  }

  private void merge(int shift, int length) {
    double[] wider = new double[length];
    for (int i = 0; i < amounts.length; i++) {
      wider[i >> Math.min(shift, 31)] += amounts[i];
    }
    amounts = wider;
    width = Math.scalb(width, shift);
  }

  /** Adds so much a second between two times to columns of a width. */
  static void spread(double[] columns, double width, double from, double to, double height) {
    int first = Math.max(0, (int) (from / width));
    for (int i = first; i < columns.length && i * width < to; i++) {
      columns[i] += height * Math.max(0, Math.min(to, (i + 1) * width) - Math.max(from, i * width));
    }
  }
}

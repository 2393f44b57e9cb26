package freeworker.challenge.words;

import java.io.IOException;

/** All words of a member in the order of the result, in its memory or on disk. */
sealed interface Ranking {
  Histogram histogram();

  /** Those from a border on, up to another one. */
  Cursor between(Border from, Border to);

  /** In memory. */
  record Table(WordTable table, int[] order, Histogram histogram) implements Ranking {
    static Table of(WordTable table) {
      var histogram = new Histogram();
      int[] order = table.byCount();
      for (int entry : order) {
        histogram.add(table.length(entry), table.count(entry));
      }
      return new Table(table, order, histogram);
    }

    @Override
    public Cursor between(Border from, Border to) {
      return new TableCursor(table, order, place(from), place(to));
    }

    private int place(Border border) {
      int low = 0;
      int high = order.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        int word = order[middle];
        if (border.compare(table.count(word), table.bytes(), table.start(word), table.length(word))
            > 0) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }
  }

  /** On disk. */
  record Disk(Runs runs, Histogram histogram) implements Ranking {
    @Override
    public Cursor between(Border from, Border to) {
      return new Between(runs.near(from), from, to);
    }
  }

  /** The words of a list between two borders. */
  final class Between extends Cursor {
    private final Cursor list;
    private final Border from;
    private final Border to;

    private Between(Cursor list, Border from, Border to) {
      this.list = list;
      this.from = from;
      this.to = to;
    }

    @Override
    boolean next() throws IOException {
      while (list.next()) {
        if (!list.isBefore(from)) {
          if (!list.isBefore(to)) {
            return false;
          }
          bytes = list.bytes;
          start = list.start;
          length = list.length;
          count = list.count;
          return true;
        }
      }
      return false;
    }
  }
}

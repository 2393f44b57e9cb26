package freeworker.challenge.words;

/** Goes through some words of a table in some order. */
final class TableCursor extends Cursor {
  private final WordTable table;
  private final int[] order;
  private final int end;
  private int at;

  TableCursor(WordTable table, int[] order) {
    this(table, order, 0, order.length);
  }

  TableCursor(WordTable table, int[] order, int from, int to) {
    this.table = table;
    this.order = order;
    this.at = from;
    this.end = to;
    bytes = table.bytes();
  }

  @Override
  boolean next() {
    if (at >= end) {
      return false;
    }
    int word = order[at++];
    start = table.start(word);
    length = table.length(word);
    count = table.count(word);
    return true;
  }
}

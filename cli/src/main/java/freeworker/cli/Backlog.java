package freeworker.cli;

import java.util.function.UnaryOperator;

/** What was said and is not printed yet, in its order, and how many lines found no room in it. */
final class Backlog {
  private final int most;
  private final UnaryOperator<String> note;
  private final StringBuilder waiting = new StringBuilder();
  private long leftOut;

  /**
   * @param most how many characters have room; to whom nothing waits, anything is passed on
   * @param note makes a line of the words about those that are missing
   */
  Backlog(int most, UnaryOperator<String> note) {
    this.most = most;
    this.note = note;
  }

  /**
   * Keeps a text, or counts its lines. After one that found no room none is kept until all is
   * taken, so that lines are missing in one place. A text that ends no line is to be drawn over by
   * the next, and worth nothing to who has more to read first.
   */
  void add(String text) {
    boolean ends = text.endsWith("\n");
    boolean room = ends && leftOut == 0 && text.length() <= most - waiting.length();
    if (isEmpty() || room) {
      waiting.append(text);
    } else if (ends) {
      leftOut += text.chars().filter(c -> c == '\n').count();
    }
  }

  boolean isEmpty() {
    return waiting.length() == 0;
  }

  /** All that is kept, and at its end the words about what is not. */
  String take() {
    if (leftOut > 0) {
      waiting
          .append(note.apply(leftOut + " more lines were left out while nobody read."))
          .append(System.lineSeparator());
    }
    String all = waiting.toString();
    waiting.setLength(0);
    waiting.trimToSize();
    leftOut = 0;
    return all;
  }
}

package freeworker.challenge.words;

import java.util.Arrays;

/**
 * A place in the order of the result: often words first, then by their bytes. Need not be that of a
 * word.
 */
record Border(long count, byte[] word) {
  /** What is kept of a word is enough to divide by, and bounded. */
  static final int LONGEST = 64;

  /** Before all words. */
  static final Border FIRST = new Border(Long.MAX_VALUE, new byte[0]);

  /** After all words. */
  static final Border END = new Border(0, new byte[0]);

  static Border at(Cursor cursor) {
    int length = Math.min(cursor.length, LONGEST);
    return new Border(
        cursor.count, Arrays.copyOfRange(cursor.bytes, cursor.start, cursor.start + length));
  }

  /** Before all words of a count. */
  static Border before(long count) {
    return new Border(count, new byte[0]);
  }

  /** Less than zero when it comes before a word, zero when it is the word's own place. */
  int compare(long otherCount, byte[] other, int start, int length) {
    return count != otherCount
        ? Long.compare(otherCount, count)
        : Arrays.compareUnsigned(word, 0, word.length, other, start, start + length);
  }

  int compare(Border other) {
    return compare(other.count, other.word, 0, other.word.length);
  }

  void write(Pen pen) {
    pen.entry(word, 0, word.length, count);
  }

  static Border read(Page page) {
    byte[] word = page.bytes();
    return new Border(page.number(), word);
  }
}

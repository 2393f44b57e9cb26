package freeworker.challenge.words;

import java.io.IOException;
import java.util.Arrays;

/** Goes through words with their counts. */
abstract class Cursor {
  /** Has the word from {@link #start} on, until the next one is asked for. */
  byte[] bytes = new byte[0];

  int start;
  int length;
  long count;

  /** Goes to the next word, or answers false when there is none. */
  abstract boolean next() throws IOException;

  final int compareWord(Cursor other) {
    return Arrays.compareUnsigned(
        bytes, start, start + length, other.bytes, other.start, other.start + other.length);
  }

  /** Compares in the order of the result. */
  final int compareRank(Cursor other) {
    return count != other.count ? Long.compare(other.count, count) : compareWord(other);
  }

  /** Whether it is before a border in the order of the result. */
  final boolean isBefore(Border border) {
    return border.compare(count, bytes, start, length) > 0;
  }
}

package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Writes bytes: numbers in as few as they need, texts, and words with their counts. */
final class Pen {
  private static final int LONGEST_NUMBER = 9;

  private byte[] bytes;
  private int length;

  Pen(int room) {
    bytes = new byte[Math.max(room, 2 * LONGEST_NUMBER)];
  }

  /** Begins a letter. */
  static Pen letter(Kind kind) {
    return letter(kind, 64);
  }

  static Pen letter(Kind kind, int room) {
    return new Pen(room).kind(kind);
  }

  int length() {
    return length;
  }

  /** What was written; the array is longer than that. */
  byte[] bytes() {
    return bytes;
  }

  /** A copy of what was written. */
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /** Begins anew. */
  Pen clear() {
    length = 0;
    return this;
  }

  /** Begins a letter anew. */
  Pen kind(Kind kind) {
    length = 0;
    bytes[length++] = kind.code();
    return this;
  }

  /**
   * @param number not negative
   */
  Pen number(long number) {
    room(LONGEST_NUMBER);
    long rest = number;
    while (rest > 0x7f) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  Pen text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return bytes(utf8, 0, utf8.length);
  }

  /** Some bytes with their number. */
  Pen bytes(byte[] from, int start, int count) {
    number(count);
    return raw(from, start, count);
  }

  /** Some bytes alone. */
  Pen raw(byte[] from, int start, int count) {
    room(count);
    System.arraycopy(from, start, bytes, length, count);
    length += count;
    return this;
  }

  Pen entry(byte[] from, int start, int count, long times) {
    return bytes(from, start, count).number(times);
  }

  /** A line of the result. */
  Pen line(byte[] word, int start, int count, long times) {
    raw(word, start, count);
    int digits = Digits.of(times);
    room(digits + 2);
    bytes[length] = ' ';
    long rest = times;
    for (int at = length + digits; at > length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits + 1;
    bytes[length++] = '\n';
    return this;
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}

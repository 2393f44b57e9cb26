package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads a letter in the order in which a {@link Pen} wrote it. */
final class Page {
  private final byte[] letter;
  private int at = 1;

  Page(byte[] letter) {
    this.letter = letter;
  }

  Kind kind() {
    return Kind.of(letter);
  }

  /** Takes some bytes as they are. */
  void copy(byte[] into, int start, int count) {
    System.arraycopy(letter, at, into, start, count);
    at += count;
  }

  boolean more() {
    return at < letter.length;
  }

  long number() {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = letter[at++];
      number |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return number;
      }
    }
  }

  int small() {
    return Math.toIntExact(number());
  }

  byte[] bytes() {
    int length = small();
    at += length;
    return Arrays.copyOfRange(letter, at - length, at);
  }

  String text() {
    return new String(bytes(), UTF_8);
  }
}

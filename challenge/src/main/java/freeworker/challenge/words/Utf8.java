package freeworker.challenge.words;

/** The code points in bytes. Whatever comes before it, a byte that goes on none begins one. */
final class Utf8 {
  /** The size of a byte that belongs to no code point. */
  static final int BROKEN = 0;

  /** The size of what may become a code point with the bytes that follow. */
  static final int INCOMPLETE = -1;

  private Utf8() {}

  /** Whether a byte can only go on a code point. */
  static boolean continues(byte b) {
    return (b & 0xc0) == 0x80;
  }

  /** How many bytes the code point has that begins here, or why there is none. */
  static int size(byte[] text, int at, int limit) {
    int first = text[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    if (first < 0xc2 || first > 0xf4) {
      return BROKEN;
    }
    int size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    for (int i = 1; i < size; i++) {
      if (at + i == limit) {
        return INCOMPLETE;
      }
      int next = text[at + i] & 0xff;
      if (next < (i == 1 ? lowest(first) : 0x80) || next > (i == 1 ? highest(first) : 0xbf)) {
        return BROKEN;
      }
    }
    return size;
  }

  /** No code point has two forms, none is a surrogate, and the last is 10FFFF. */
  private static int lowest(int first) {
    return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  }

  private static int highest(int first) {
    return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  }

  /** The code point of so many bytes. */
  static int codePoint(byte[] text, int at, int size) {
    return switch (size) {
      case 1 -> text[at];
      case 2 -> (text[at] & 0x1f) << 6 | (text[at + 1] & 0x3f);
      case 3 -> (text[at] & 0x0f) << 12 | (text[at + 1] & 0x3f) << 6 | (text[at + 2] & 0x3f);
      default ->
          (text[at] & 0x07) << 18
              | (text[at + 1] & 0x3f) << 12
              | (text[at + 2] & 0x3f) << 6
              | (text[at + 3] & 0x3f);
    };
  }

  /** Writes a code point, and answers where it ends. */
  static int write(int codePoint, byte[] into, int at) {
    if (codePoint < 0x80) {
      into[at] = (byte) codePoint;
      return at + 1;
    }
    if (codePoint < 0x800) {
      into[at] = (byte) (0xc0 | codePoint >> 6);
      into[at + 1] = (byte) (0x80 | (codePoint & 0x3f));
      return at + 2;
    }
    if (codePoint < 0x10000) {
      into[at] = (byte) (0xe0 | codePoint >> 12);
      into[at + 1] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
      into[at + 2] = (byte) (0x80 | (codePoint & 0x3f));
      return at + 3;
    }
    into[at] = (byte) (0xf0 | codePoint >> 18);
    into[at + 1] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
    into[at + 2] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
    into[at + 3] = (byte) (0x80 | (codePoint & 0x3f));
    return at + 4;
  }
}

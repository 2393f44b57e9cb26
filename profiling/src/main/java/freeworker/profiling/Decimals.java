package freeworker.profiling;

import java.nio.charset.StandardCharsets;

/** Numbers in plain digits, each read exactly as {@link Double#parseDouble} reads it. */
final class Decimals {
  /** Up to here every whole number is a double. */
  private static final long EXACT = 1L << 53;

  /** A long holds every number of so many digits. */
  private static final int MOST_DIGITS = 18;

  /** Powers of ten that are doubles. */
  private static final double[] POWERS = new double[23];

  private static final long[] LONG_POWERS = new long[MOST_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
    LONG_POWERS[0] = 1;
    for (int i = 1; i < LONG_POWERS.length; i++) {
      LONG_POWERS[i] = LONG_POWERS[i - 1] * 10;
    }
  }

  private Decimals() {}

  /** The number, or -1 when it is not written as digits with at most one point between them. */
  static double of(byte[] bytes, int from, int to) {
    long digits = 0;
    int point = -1;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return -1;
      }
    }
    if (from == to || point == from || point == to - 1) {
      return -1;
    }
    int places = point < 0 ? 0 : to - point - 1;
    int count = to - from - (point < 0 ? 0 : 1);
    if (count <= MOST_DIGITS) {
      if (digits <= EXACT && places < POWERS.length) {
        // Both are doubles, and a division of two doubles is rounded once.
        return digits / POWERS[places];
      }
      double number = rounded(digits, places);
      if (number >= 0) {
        return number;
      }
    }
    return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /**
   * The double nearest to so many digits with a point so many places from their end; -1 when whole
   * numbers of 64 bits do not suffice to find it.
   */
  private static double rounded(long digits, int places) {
    if (places == 0) {
      return digits;
    }
    long power = LONG_POWERS[places];
    long whole = digits / power;
    long rest = digits % power;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(whole);
    // One bit more than a double has, so that it says which way to round.
    int shift = 54 - bits;
    if (bits == 0 || bits > 53 || Long.numberOfLeadingZeros(rest) <= shift) {
      return -1;
    }
    long scaled = rest << shift;
    long twice = (whole << shift) + scaled / power;
    long half = twice >>> 1;
    boolean tie = scaled % power == 0 && (half & 1) == 0;
    if ((twice & 1) == 1 && !tie) {
      half++;
    }
    return (double) half / (1L << (shift - 1));
  }
}

package freeworker.profiling;

import java.nio.charset.StandardCharsets;

/** Numbers in plain digits, each read exactly as {@link Double#parseDouble} reads it. */
final class Decimals {
  /** Up to here every whole number is a double. */
  private static final long EXACT = 1L << 53;

  /** A long holds every number of so many digits. */
  private static final int MOST_DIGITS = 18;

  private static final long[] POWERS = new long[MOST_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Decimals() {}

  /** The number, or -1 when it is not written as digits with at most one point between them. */
  static double of(byte[] bytes, int from, int to) {
    long whole = 0;
    int at = from;
    int digit = at < to ? bytes[at] - '0' : -1;
    while (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      at++;
      digit = at < to ? bytes[at] - '0' : -1;
    }
    if (at == from || (at < to && bytes[at] != '.')) {
      return -1;
    }
    int count = at - from;
    int places = Math.max(0, to - at - 1);
    long rest = 0;
    for (int i = at + 1; i < to; i++) {
      digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      rest = rest * 10 + digit;
    }
    if (places == 0 && at < to) {
      return -1;
    }
    double number = count + places <= MOST_DIGITS ? nearest(whole, rest, places) : -1;
    return number >= 0
        ? number
        : Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** The double nearest to a whole number and the digits behind its point; -1 when that is hard. */
  private static double nearest(long whole, long rest, int places) {
    if (places == 0) {
      return whole;
    }
    long power = POWERS[places];
    long digits = whole * power + rest;
    if (digits <= EXACT) {
      // Both are doubles, and a division of two doubles is rounded once.
      return digits / (double) power;
    }
    if (whole == 0 || whole >= EXACT) {
      return -1;
    }
    // One bit more than a double has, so that it says which way to round.
    int shift = 53 - Math.getExponent((double) whole);
    if (rest >= 1L << (63 - shift)) {
      return -1;
    }
    long scaled = rest << shift;
    long fraction = scaled / power;
    long twice = (whole << shift) + fraction;
    long half = twice >>> 1;
    boolean tie = scaled == fraction * power && (half & 1) == 0;
    if ((twice & 1) == 1 && !tie) {
      half++;
    }
    return (double) half / (1L << (shift - 1));
  }
}

package freeworker.challenge.words;

/** How long numbers and lines of the result are. */
final class Digits {
  private Digits() {}

  static int of(long number) {
    int digits = 1;
    for (long rest = number; rest > 9; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** How many bytes the line of a word has. */
  static long line(int length, long count) {
    return length + 1L + of(count) + 1;
  }
}

package freeworker.challenge.words;

/**
 * How many words there are of each frequency, and how many bytes their lines have. From 128 on,
 * frequencies are taken together by sixty-fourths of a power of two, so that it is bounded.
 */
final class Histogram {
  private static final int EXACT = 128;
  private static final int EXACT_BITS = 7;
  private static final int STEPS_BITS = 6;
  private static final int STEPS = 1 << STEPS_BITS;

  /** How many groups of frequencies there are; those of higher frequencies have higher numbers. */
  static final int GROUPS = EXACT + (63 - EXACT_BITS) * STEPS;

  private final long[] words = new long[GROUPS];
  private final long[] bytes = new long[GROUPS];

  /** The group of a frequency. */
  static int group(long count) {
    if (count < EXACT) {
      return (int) count;
    }
    int power = 63 - Long.numberOfLeadingZeros(count);
    int step = (int) (count >>> (power - STEPS_BITS)) & (STEPS - 1);
    return EXACT + (power - EXACT_BITS) * STEPS + step;
  }

  /** The lowest frequency of a group. */
  static long lowest(int group) {
    if (group < EXACT) {
      return group;
    }
    int power = (group - EXACT) / STEPS + EXACT_BITS;
    long step = ((long) group - EXACT) % STEPS;
    return (STEPS + step) << (power - STEPS_BITS);
  }

  /** The lowest frequency of the next group. */
  static long above(int group) {
    return group + 1 == GROUPS ? Long.MAX_VALUE : lowest(group + 1);
  }

  void add(int length, long count) {
    int group = group(count);
    words[group]++;
    bytes[group] += Digits.line(length, count);
  }

  void add(Histogram other) {
    for (int group = 0; group < GROUPS; group++) {
      words[group] += other.words[group];
      bytes[group] += other.bytes[group];
    }
  }

  long words(int group) {
    return words[group];
  }

  /** How many bytes the lines of a group have. */
  long bytes(int group) {
    return bytes[group];
  }

  /** The highest frequency that a word may have, as far as groups tell; 0 without words. */
  long highest() {
    int group = GROUPS - 1;
    while (group > 0 && words[group] == 0) {
      group--;
    }
    return group == 0 ? 0 : above(group) - 1;
  }

  long words() {
    return sum(words);
  }

  long bytes() {
    return sum(bytes);
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  void write(Pen pen) {
    for (int group = 0; group < GROUPS; group++) {
      if (words[group] > 0) {
        pen.number(group).number(words[group]).number(bytes[group]);
      }
    }
  }

  /** Reads what is left of a letter. */
  static Histogram read(Page page) {
    var histogram = new Histogram();
    while (page.more()) {
      int group = page.small();
      histogram.words[group] = page.number();
      histogram.bytes[group] = page.number();
    }
    return histogram;
  }
}

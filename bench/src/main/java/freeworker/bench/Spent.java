package freeworker.bench;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a program took from its start to its end, in milliseconds: of time, of the processors. */
record Spent(double wall, double processor) {
  private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+[.,]\\d+)s");

  /** The sum of what a line of a shell's {@code times} says, in milliseconds. */
  static double processor(String times) {
    if (!times.matches(TIME + "\\s+" + TIME)) {
      throw new IllegalArgumentException("no times of a shell: " + times);
    }
    return TIME.matcher(times).results().mapToDouble(Spent::millis).sum();
  }

  private static double millis(MatchResult time) {
    double seconds = Double.parseDouble(time.group(2).replace(',', '.'));
    return (Integer.parseInt(time.group(1)) * 60 + seconds) * 1000;
  }
}

package freeworker.wire.limit;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** In what a limit is counted, and how people write that. */
public enum Unit {
  COUNT("a number", Pattern.compile("([0-9]{1,15})()")),
  BYTES("a size as 64M", Pattern.compile("([0-9]{1,15})([KMG]?)")),
  /** Nanoseconds. */
  TIME("a time as 5s", Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)"));

  private static final long MILLI = 1_000_000;

  private final String example;
  private final Pattern form;

  Unit(String example, Pattern form) {
    this.example = example;
    this.form = form;
  }

  /** What a value counts, for programs. */
  public String word() {
    return switch (this) {
      case COUNT -> "count";
      case BYTES -> "bytes";
      case TIME -> "seconds";
    };
  }

  /** How a value of it is written, in words. */
  String example() {
    return example;
  }

  /** The value of what somebody wrote, if it is one. */
  OptionalLong value(String text) {
    Matcher parts = form.matcher(text);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(
          Math.multiplyExact(Long.parseLong(parts.group(1)), times(parts.group(2))));
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** A value as people write it. */
  public String text(long value) {
    return switch (this) {
      case COUNT -> String.valueOf(value);
      case BYTES -> shortest(value, "G", "M", "K", "");
      case TIME -> value % MILLI == 0 ? shortest(value, "d", "h", "m", "s", "ms") : value + "ns";
    };
  }

  private static String shortest(long value, String... words) {
    for (String word : words) {
      if (value != 0 && value % times(word) == 0) {
        return value / times(word) + word;
      }
    }
    return value + "";
  }

  private static long times(String word) {
    return switch (word) {
      case "K" -> 1L << 10;
      case "M" -> 1L << 20;
      case "G" -> 1L << 30;
      case "ms" -> MILLI;
      case "s" -> 1_000 * MILLI;
      case "m" -> 60_000 * MILLI;
      case "h" -> 3_600_000 * MILLI;
      case "d" -> 86_400_000 * MILLI;
      default -> 1;
    };
  }
}

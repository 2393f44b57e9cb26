package freeworker.grapher;

import freeworker.profiling.Profile;
import freeworker.profiling.Visible;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people, and as Python, write them. */
final class Words {
  private static final double LONG = 7200;
  private static final RoundingMode[] ROUNDINGS = {
    RoundingMode.HALF_EVEN, RoundingMode.CEILING, RoundingMode.FLOOR
  };

  private static final int LONGEST_TITLE = 60;
  private static final int LONGEST_MACHINE = 16;

  private Words() {}

  /** The shortest decimal that reads back as this number, in the form of Python's repr. */
  static String shortest(double number) {
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal digits = digits(number);
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String unscaled = digits.unscaledValue().abs().toString();
    String tail = unscaled.length() > 1 ? "." + unscaled.substring(1) : "";
    return (number < 0 ? "-" : "")
        + unscaled.charAt(0)
        + tail
        + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static BigDecimal digits(double number) {
    var exact = new BigDecimal(number);
    for (int precision = 1; precision < 17; precision++) {
      for (RoundingMode rounding : ROUNDINGS) {
        BigDecimal rounded = exact.round(new MathContext(precision, rounding));
        if (rounded.doubleValue() == number) {
          return stripped(rounded);
        }
      }
    }
    return stripped(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
  }

  private static BigDecimal stripped(BigDecimal number) {
    return number.stripTrailingZeros();
  }

  /** A time: {@code 3.0 s}, {@code 12.4 ms}, {@code 85.4 h}. */
  static String time(double seconds) {
    if (seconds >= LONG) {
      return String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
    }
    if (seconds >= 0.1) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds >= 1e-4
        ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.1f \u00b5s", seconds * 1e6);
  }

  /** A rate with three digits that matter: {@code 0.67}, {@code 275}, {@code 48,120}. */
  static String rate(double rate) {
    if (rate >= 100) {
      return String.format(Locale.ROOT, "%,.0f", rate);
    }
    if (rate > 0 && rate < 0.1) {
      return new BigDecimal(rate).round(new MathContext(2)).toPlainString();
    }
    return String.format(Locale.ROOT, rate >= 10 ? "%.1f" : "%.2f", rate);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  static String count(double number, String what) {
    return String.format(Locale.ROOT, "%,.0f %s%s", number, what, number == 1 ? "" : "s");
  }

  /** Where a worker is, behind its number: nothing for one that is where its broker is. */
  static String place(Profile profile, int worker) {
    String machine = profile.machine(worker);
    return machine.isEmpty() ? "" : ", " + name(machine, LONGEST_MACHINE);
  }

  /** The name of a file in a title. */
  static String title(String name) {
    return name(name, LONGEST_TITLE);
  }

  /**
   * A name in one line, whatever is in it; a long one loses its middle, as its ends tell it apart.
   */
  private static String name(String name, int longest) {
    String seen = Visible.of(name);
    int half = longest / 2;
    return seen.length() <= longest
        ? seen
        : seen.substring(0, half) + "..." + seen.substring(seen.length() - half);
  }
}

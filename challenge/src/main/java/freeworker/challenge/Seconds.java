package freeworker.challenge;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A number of seconds as people write it: {@code 3}, {@code 0.5}. */
record Seconds(BigDecimal value) {
  static final int MOST = 86_400;

  private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}");

  Seconds {
    if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw new IllegalArgumentException("seconds must be from 0 to " + MOST + ", not " + value);
    }
  }

  /**
   * Reads what a user wrote for {@code name}.
   *
   * @throws ChallengeFailure when it is no such number; the message ends with the example
   */
  static Seconds of(String name, String text, String example) {
    return read(text).orElseThrow(() -> ChallengeFailure.usage(refusal(name, text, example)));
  }

  /** The number that a text is, if it is one. */
  static Optional<Seconds> read(String text) {
    if (FORM.matcher(text).matches()) {
      var value = new BigDecimal(text);
      if (value.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
        return Optional.of(new Seconds(value));
      }
    }
    return Optional.empty();
  }

  /** What is said of a text that is no such number. */
  static String refusal(String name, String text, String example) {
    return name
        + " must be a number from 0 to "
        + MOST
        + ", not '"
        + text
        + "'. Try: challenge "
        + example;
  }

  Duration duration() {
    return Duration.ofNanos(value.movePointRight(9).longValueExact());
  }

  /** The shortest form without an exponent: {@code 9}, {@code 0.25}. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return plain(value);
  }
}

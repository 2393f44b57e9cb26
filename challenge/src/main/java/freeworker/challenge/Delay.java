package freeworker.challenge;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it: {@code 1s}, {@code 500ms}, {@code 0.5}, which is in seconds. */
final class Delay {
  private static final Duration MOST = Duration.ofDays(1);
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9}) ?(ms|s|m|)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1));

  private Delay() {}

  /**
   * Reads what a user wrote for an option.
   *
   * @throws ChallengeFailure when it is no such time; the message ends with the example
   */
  static Duration of(String name, String text, String example) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      Duration unit = UNITS.getOrDefault(form.group(2), Duration.ZERO);
      Duration time =
          Duration.ofNanos(
              new BigDecimal(form.group(1))
                  .multiply(BigDecimal.valueOf(unit.toNanos()))
                  .min(BigDecimal.valueOf(MOST.toNanos() + 1))
                  .longValue());
      if (time.compareTo(MOST) <= 0) {
        return time;
      }
    }
    throw ChallengeFailure.usage(
        name
            + " must be a time from 0 to a day, as 1s, 500ms or 0.5, not '"
            + text
            + "'. Try: challenge "
            + example);
  }
}

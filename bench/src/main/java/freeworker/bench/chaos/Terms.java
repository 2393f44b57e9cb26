package freeworker.bench.chaos;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a run is about.
 *
 * @param seed what all chance in it comes from
 * @param lasting how long faults are made
 * @param pace the mean time between two faults
 * @param broker whether the broker is killed and stopped too
 * @param cut whether clients reach the broker through a network that breaks
 */
record Terms(
    long seed,
    Duration lasting,
    int workers,
    int clients,
    Duration pace,
    boolean broker,
    boolean cut) {
  static final int MOST_WORKERS = 64;
  static final int MOST_CLIENTS = 32;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration FASTEST = Duration.ofMillis(50);
  private static final Duration SLOWEST = Duration.ofMinutes(1);

  Terms {
    range("--seconds", lasting, Duration.ofSeconds(1), LONGEST);
    range("--pace", pace, FASTEST, SLOWEST);
    range("--workers", workers, MOST_WORKERS);
    range("--clients", clients, MOST_CLIENTS);
  }

  /** Times as the command line has them, in seconds. */
  static Duration seconds(String option, double seconds) {
    if (!(seconds >= 0 && seconds <= LONGEST.toSeconds())) {
      throw new IllegalArgumentException(
          option + " must be from 0 to " + LONGEST.toSeconds() + " s, not " + seconds + ".");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static void range(String option, Duration time, Duration least, Duration most) {
    if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s must be from %s to %s s, not %s."
              .formatted(option, plain(least), plain(most), plain(time)));
    }
  }

  private static void range(String option, int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, not %d.".formatted(option, most, count));
    }
  }

  static String plain(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString();
  }

  /** The command that does the same again. */
  String command() {
    return "bin/chaos --seed %d --seconds %s --workers %d --clients %d --pace %s%s%s"
        .formatted(
            seed,
            plain(lasting),
            workers,
            clients,
            plain(pace),
            broker ? " --broker" : "",
            cut ? " --cut" : "");
  }
}

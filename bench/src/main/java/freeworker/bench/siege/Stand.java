package freeworker.bench.siege;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a broker stood an assault.
 *
 * @param lasted how long it took
 * @param most what it took of the machine at most meanwhile
 * @param served how long it was until a client was served after it
 * @param broken what must not be
 */
record Stand(
    Assault assault,
    Tally tally,
    Duration lasted,
    Vitals most,
    Duration served,
    List<String> broken) {
  /** Those at the door, those within, and the broker's own. */
  static final int MOST_THREADS = 256 + 512 + 64;

  /** A heap of 128 MiB, and twice as much again for code and stacks. */
  static final long MOST_RESIDENT = 384L << 20;

  static final Duration LONGEST = Duration.ofSeconds(10);

  Stand {
    broken = List.copyOf(broken);
  }

  /** Judges what was seen. */
  static Stand of(Assault assault, Tally tally, Duration lasted, Vitals most, Duration served) {
    List<String> broken = new ArrayList<>();
    if (tally.count(End.LET_IN) > 0) {
      broken.add(tally.count(End.LET_IN) + " of " + tally.tries() + " were let in");
    }
    if (most.threads() > MOST_THREADS) {
      broken.add(most.threads() + " threads; the limit is " + MOST_THREADS);
    }
    if (most.resident() > MOST_RESIDENT) {
      broken.add(mib(most.resident()) + " of memory; the limit is " + mib(MOST_RESIDENT));
    }
    if (served.compareTo(LONGEST) > 0) {
      broken.add(
          "a client was served after %s; the limit is %d s"
              .formatted(seconds(served), LONGEST.toSeconds()));
    }
    return new Stand(assault, tally, lasted, most, served, broken);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-26s %-4s %7d  %-52s %7s  %7s  %8s  %7s%s",
        assault.name(),
        assault.key() ? "yes" : "no",
        tally.tries(),
        tally.words(),
        seconds(lasted),
        most.threads() == 0 ? "-" : most.threads(),
        most.resident() == 0 ? "-" : mib(most.resident()),
        seconds(served),
        broken.isEmpty() ? "" : "  BROKEN");
  }

  static String head() {
    return String.format(
        Locale.ROOT,
        "%-26s %-4s %7s  %-52s %7s  %7s  %8s  %7s",
        "ATTACK",
        "KEY",
        "TRIES",
        "WHAT CAME OF THEM",
        "LASTED",
        "THREADS",
        "MEMORY",
        "SERVED");
  }

  String json() {
    var ends = new ArrayList<String>();
    for (End end : End.values()) {
      if (tally.count(end) > 0) {
        ends.add("\"" + end.words() + "\": " + tally.count(end));
      }
    }
    return String.format(
        Locale.ROOT,
        "{\"attack\": \"%s\", \"key\": %b, \"tries\": %d, \"ends\": {%s}, \"threads\": %d,"
            + " \"resident\": %d, \"served_seconds\": %.3f, \"held\": %b}",
        assault.name(),
        assault.key(),
        tally.tries(),
        String.join(", ", ends),
        most.threads(),
        most.resident(),
        served.toNanos() / 1e9,
        broken.isEmpty());
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
  }
}

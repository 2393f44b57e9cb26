package freeworker.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the clients of one run saw, in figures. */
final class Tally {
  private final List<Duration> waited = new ArrayList<>();
  private final List<Duration> ran = new ArrayList<>();

  /** Three figures that tell of many times. */
  record Spread(Duration median, Duration p95, Duration most) {
    /** The spread of at least one time, by nearest rank. */
    static Spread of(List<Duration> times) {
      List<Duration> sorted = times.stream().sorted().toList();
      return new Spread(rank(sorted, 50), rank(sorted, 95), rank(sorted, 100));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
      return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    private String text() {
      return "p50 " + brief(median) + "   p95 " + brief(p95) + "   max " + brief(most);
    }

    private String json() {
      return new Json()
          .raw("p50", exact(median))
          .raw("p95", exact(p95))
          .raw("max", exact(most))
          .toString();
    }
  }

  void add(Crowd.Done<?> done) {
    waited.add(done.waited());
    ran.add(done.ran());
  }

  int tasks() {
    return ran.size();
  }

  /** The lines for people, after a run that took that long. */
  List<String> lines(Duration whole) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "%d tasks   %s   %s tasks/s", tasks(), brief(whole), rate(whole)));
    lines.add("waited   " + Spread.of(waited).text());
    lines.add("ran      " + Spread.of(ran).text());
    double share = shareOfWaiting();
    if (share >= 0.2) {
      lines.add(
          String.format(
              Locale.ROOT,
              "hint     clients spent %.0f %% of their tasks' time waiting for a worker; more"
                  + " workers would be used",
              100 * share));
    }
    return lines;
  }

  /** The same for programs. */
  String json(Duration whole, int clients) {
    return new Json()
        .put("tasks", tasks())
        .put("clients", clients)
        .raw("elapsed", exact(whole))
        .raw("tasks_per_second", rate(whole))
        .raw("waited", Spread.of(waited).json())
        .raw("ran", Spread.of(ran).json())
        .toString();
  }

  private double shareOfWaiting() {
    double waiting = seconds(sum(waited));
    double whole = waiting + seconds(sum(ran));
    return whole == 0 ? 0 : waiting / whole;
  }

  private String rate(Duration whole) {
    return String.format(Locale.ROOT, "%.2f", tasks() / Math.max(seconds(whole), 1e-9));
  }

  private static Duration sum(List<Duration> times) {
    return times.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** A time for people: {@code 3.0 s}, {@code 12 ms}. */
  static String brief(Duration time) {
    return time.toMillis() < 100
        ? time.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", seconds(time));
  }

  /** A time for programs, in seconds, to the microsecond. */
  static String exact(Duration time) {
    return String.format(Locale.ROOT, "%.6f", seconds(time));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

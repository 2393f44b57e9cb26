package freeworker.challenge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What it brought to have tasks done by workers at once.
 *
 * @param serial how long they took one after the other
 * @param distributed how long they took on the workers
 */
record SpeedUp(int tasks, int workers, Duration serial, Duration distributed) {
  SpeedUp {
    if (tasks < 1 || workers < 1) {
      throw new IllegalArgumentException("tasks and workers must be positive");
    }
  }

  /** How many times as fast. */
  double times() {
    return seconds(serial) / Math.max(seconds(distributed), 1e-9);
  }

  /** How many rounds of as many tasks as there are workers. */
  int rounds() {
    return (tasks + workers - 1) / workers;
  }

  /** How many times as fast tasks of one length can be done: the last round may not be full. */
  double most() {
    return (double) tasks / rounds();
  }

  /** The part of the workers' time that was used. */
  double efficiency() {
    return times() / workers;
  }

  /**
   * The share of the work that cannot be shared, by Amdahl's law S = 1 / (f + (1 - f) / p), solved
   * for f; nothing for one worker, who says nothing about it.
   */
  OptionalDouble serialShare() {
    return workers == 1
        ? OptionalDouble.empty()
        : OptionalDouble.of((workers / times() - 1) / (workers - 1));
  }

  /** The lines for people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("serial        %s", time(serial)));
    lines.add(line("distributed   %s on %s", time(distributed), workers(workers)));
    lines.add(
        line(
            "speed-up      %.2f, of %.2f at most: %d tasks are %d %s",
            times(), most(), tasks, rounds(), rounds() == 1 ? "round" : "rounds"));
    lines.add(line("efficiency    %.1f %%", 100 * efficiency()));
    serialShare()
        .ifPresent(share -> lines.add(line("serial share  %.1f %%%s", 100 * share, bound(share))));
    return lines;
  }

  /** The same for programs. */
  String json() {
    Json json =
        new Json()
            .put("tasks", tasks)
            .put("workers", workers)
            .raw("serial", Tally.exact(serial))
            .raw("distributed", Tally.exact(distributed))
            .raw("speed_up", line("%.4f", times()))
            .raw("most", line("%.4f", most()))
            .raw("efficiency", line("%.4f", efficiency()));
    serialShare().ifPresent(share -> json.raw("serial_share", line("%.4f", share)));
    return json.toString();
  }

  private static String bound(double share) {
    if (share >= 1) {
      return " by Amdahl's law: having it done elsewhere cost more than it saved";
    }
    return share >= 0.0005
        ? line(" by Amdahl's law: %.1f times as fast at most, by however many workers", 1 / share)
        : " by Amdahl's law: nothing that more workers could not share";
  }

  /** {@code 1 worker}, {@code 2 workers}. */
  static String workers(int count) {
    return count + (count == 1 ? " worker" : " workers");
  }

  private static String time(Duration time) {
    return line("%.2f s", seconds(time));
  }

  private static String line(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

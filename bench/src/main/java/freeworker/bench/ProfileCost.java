package freeworker.bench;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What it costs to record, line by line and round by round, and whether that is as promised. */
final class ProfileCost {
  private static final double MOST_PERCENT = 5;
  private static final double MOST_MEGABYTES = 1;

  private final Map<Line, List<Round>> lines = new EnumMap<>(Line.class);

  /**
   * One round of a line.
   *
   * @param recording the processor time of the threads that record, in nanoseconds
   * @param all that of all processes: client, broker and workers
   * @param tasks how many they ran
   * @param bytes by how much the profile grew
   * @param nanos how long it took
   */
  record Round(long recording, long all, long tasks, long bytes, long nanos) {
    Round {
      if (recording < 0 || all < 1 || tasks < 1 || bytes < 0 || nanos < 1) {
        throw new IllegalArgumentException(
            "no round: " + List.of(recording, all, tasks, bytes, nanos));
      }
    }

    double percent() {
      return 100.0 * recording / all;
    }

    double nanosOfTask() {
      return (double) recording / tasks;
    }

    double megabytes() {
      return bytes * 1e3 / nanos;
    }

    double perSecond() {
      return tasks * 1e9 / nanos;
    }
  }

  void add(Line line, Round round) {
    lines.computeIfAbsent(line, key -> new ArrayList<>()).add(round);
  }

  Findings findings() {
    List<List<String>> rows = new ArrayList<>();
    List<Promise> promises = new ArrayList<>();
    lines.forEach(
        (line, rounds) -> {
          rows.add(
              List.of(
                  line.words(),
                  spread(rounds, Round::perSecond).words(0),
                  spread(rounds, Round::percent).words(2),
                  spread(rounds, Round::nanosOfTask).words(1),
                  spread(rounds, Round::megabytes).words(3)));
          promises.add(
              Promise.atMost(
                  "% of the processor time of " + line + " to record it, at most 5",
                  MOST_PERCENT,
                  spread(rounds, Round::percent).median()));
          promises.add(
              Promise.atMost(
                  "MB/s of profile in " + line + ", at most 1",
                  MOST_MEGABYTES,
                  spread(rounds, Round::megabytes).median()));
        });
    return new Findings(
        List.of(
            new Table(
                "The threads that record: median (min-max)",
                List.of(
                    "",
                    "tasks/s",
                    "% of the processor time of all processes",
                    "ns of processor time a task",
                    "MB/s of profile"),
                rows)),
        promises);
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> value) {
    return Spread.of(rounds.stream().map(value::applyAsDouble).toList());
  }
}

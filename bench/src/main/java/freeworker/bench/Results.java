package freeworker.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was measured, line by line and round by round. */
final class Results {
  private final Map<Line, List<Sample>> lines = new EnumMap<>(Line.class);

  /** Adds a line's next round. */
  void add(Line line, Sample sample) {
    lines.computeIfAbsent(line, key -> new ArrayList<>()).add(sample);
  }

  /** The median over the rounds; of an even number the lower of the two in the middle. */
  static double median(List<Double> values) {
    return values.stream().sorted().toList().get((values.size() - 1) / 2);
  }

  /** The median of a line's ratios to its floor in the same round; nothing for a floor. */
  Optional<Double> ratio(Line line, ToDoubleFunction<Sample> value) {
    Line floor = line.floor();
    List<Sample> mine = lines.getOrDefault(line, List.of());
    List<Sample> below = floor == null ? List.of() : lines.getOrDefault(floor, List.of());
    int rounds = Math.min(mine.size(), below.size());
    if (rounds == 0) {
      return Optional.empty();
    }
    return Optional.of(
        median(
            IntStream.range(0, rounds)
                .mapToObj(i -> value.applyAsDouble(mine.get(i)) / value.applyAsDouble(below.get(i)))
                .toList()));
  }

  /** A table for people, in Markdown. */
  List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| line | tasks/s: median (min-max) | of floor | p50 us a call | p99 us | p50 of floor |"
            + " cpu us a task: client + broker + workers | others' cpu |");
    rows.add("|---|---:|---:|---:|---:|---:|---:|---:|");
    lines.forEach((line, samples) -> rows.add(row(line, samples)));
    return rows;
  }

  private String row(Line line, List<Sample> samples) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f (%,.0f-%,.0f) | %s | %s | %s | %s | %.1f + %.1f + %.1f | %.0f %% |",
        line.words(),
        median(all(samples, Results::rate)),
        all(samples, Results::rate).stream().mapToDouble(d -> d).min().orElse(Double.NaN),
        all(samples, Results::rate).stream().mapToDouble(d -> d).max().orElse(Double.NaN),
        ratio(line, Results::rate).map(Results::two).orElse(""),
        spread(samples, sample -> sample.figure().median() / 1e3),
        spread(samples, sample -> sample.figure().p99() / 1e3),
        ratio(line, sample -> sample.figure().median()).map(Results::two).orElse(""),
        median(all(samples, sample -> sample.micros(sample.cost().client()))),
        median(all(samples, sample -> sample.micros(sample.cost().broker()))),
        median(all(samples, sample -> sample.micros(sample.cost().workers()))),
        median(all(samples, sample -> sample.others() * 100)));
  }

  private static double rate(Sample sample) {
    return sample.figure().perSecond();
  }

  private static String two(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String spread(List<Sample> samples, ToDoubleFunction<Sample> value) {
    List<Double> sorted = all(samples, value).stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%,.0f (%,.0f-%,.0f)",
        median(sorted),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  private static List<Double> all(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().map(value::applyAsDouble).toList();
  }

  /** All samples as JSON, for programs. */
  String json(String machine, String command) {
    return "{\"machine\":\""
        + machine
        + "\",\"command\":\""
        + command
        + "\",\"lines\":["
        + lines.entrySet().stream()
            .map(
                entry ->
                    "\n{\"line\":\""
                        + entry.getKey()
                        + "\",\"words\":\""
                        + entry.getKey().words()
                        + "\",\"rounds\":["
                        + entry.getValue().stream()
                            .map(Results::json)
                            .collect(Collectors.joining(","))
                        + "]}")
            .collect(Collectors.joining(","))
        + "\n]}\n";
  }

  private static String json(Sample sample) {
    return String.format(
        Locale.ROOT,
        "{\"tasks_per_second\":%.1f,\"p50_us\":%.3f,\"p99_us\":%.3f,\"client_cpu_us\":%.3f,"
            + "\"broker_cpu_us\":%.3f,\"workers_cpu_us\":%.3f,\"others\":%s}",
        rate(sample),
        sample.figure().median() / 1e3,
        sample.figure().p99() / 1e3,
        sample.micros(sample.cost().client()),
        sample.micros(sample.cost().broker()),
        sample.micros(sample.cost().workers()),
        Double.isNaN(sample.others())
            ? "null"
            : String.format(Locale.ROOT, "%.3f", sample.others()));
  }
}

package freeworker.bench;

import freeworker.bench.run.Spread;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What was measured, line by line and round by round. */
final class Results {
  private final Map<Line, List<Sample>> lines = new EnumMap<>(Line.class);
  private final List<Double> starts = new ArrayList<>();
  private final String prefix;
  private final Function<Line, String> words;

  /** Of Freeworker and its floors. */
  Results() {
    this("", Line::words);
  }

  /**
   * @param prefix what stands before the names of lines, for programs
   * @param words what a line measures, for people
   */
  Results(String prefix, Function<Line, String> words) {
    this.prefix = prefix;
    this.words = words;
  }

  /** Adds a line's next round. */
  void add(Line line, Sample sample) {
    lines.computeIfAbsent(line, key -> new ArrayList<>()).add(sample);
  }

  /** Adds the seconds of the next start, to the first result. */
  void started(double seconds) {
    starts.add(seconds);
  }

  List<Double> starts() {
    return List.copyOf(starts);
  }

  /** A line's rounds. */
  List<Sample> samples(Line line) {
    return List.copyOf(lines.getOrDefault(line, List.of()));
  }

  private static double median(List<Double> values) {
    return Spread.of(values).median();
  }

  /** The median of a line's ratios to its floor in the same round; nothing for a floor. */
  Optional<Double> ratio(Line line, ToDoubleFunction<Sample> value) {
    Line floor = line.floor();
    List<Double> ratios = floor == null ? List.of() : ratios(line, floor, value);
    return ratios.isEmpty() ? Optional.empty() : Optional.of(median(ratios));
  }

  /** A line's ratios to another in the same round, in each in which both were measured. */
  List<Double> ratios(Line line, Line other, ToDoubleFunction<Sample> value) {
    List<Sample> mine = samples(line);
    List<Sample> its = samples(other);
    return IntStream.range(0, Math.min(mine.size(), its.size()))
        .mapToObj(i -> value.applyAsDouble(mine.get(i)) / value.applyAsDouble(its.get(i)))
        .toList();
  }

  /** The head of a table for people, in Markdown. */
  static List<String> head() {
    return List.of(
        "| line | tasks/s: median (min-max) | of floor | p50 us a call | p99 us | p50 of floor |"
            + " cpu us a task: client + broker + workers | others' cpu |",
        "|---|---:|---:|---:|---:|---:|---:|---:|");
  }

  /** The rows of that table. */
  List<String> rows() {
    return lines.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList();
  }

  private String row(Line line, List<Sample> samples) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %.1f + %.1f + %.1f | %.0f %% |",
        words.apply(line),
        spread(samples, Results::rate),
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
    return Spread.of(all(samples, value)).words(0);
  }

  private static List<Double> all(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().map(value::applyAsDouble).toList();
  }

  /** Its lines as objects of JSON, for programs. */
  List<String> json() {
    return lines.entrySet().stream()
        .map(
            entry ->
                "{\"line\":\""
                    + prefix
                    + entry.getKey()
                    + "\",\"words\":\""
                    + words.apply(entry.getKey())
                    + "\",\"rounds\":["
                    + entry.getValue().stream().map(Results::json).collect(Collectors.joining(","))
                    + "]}")
        .toList();
  }

  private static String json(Sample sample) {
    return String.format(
        Locale.ROOT,
        "{\"tasks_per_second\":%.1f,\"p50_us\":%.3f,\"p99_us\":%.3f,\"client_cpu_us\":%.3f,"
            + "\"broker_cpu_us\":%.3f,\"workers_cpu_us\":%.3f,\"others\":%s,\"writes_a_task\":%s}",
        rate(sample),
        sample.figure().median() / 1e3,
        sample.figure().p99() / 1e3,
        sample.micros(sample.cost().client()),
        sample.micros(sample.cost().broker()),
        sample.micros(sample.cost().workers()),
        json(sample.others()),
        json(sample.writesOfTask()));
  }

  private static String json(double known) {
    return Double.isNaN(known) ? "null" : String.format(Locale.ROOT, "%.4f", known);
  }
}

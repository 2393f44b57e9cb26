package freeworker.bench;

import freeworker.bench.run.Child;
import freeworker.bench.run.Machine;
import freeworker.bench.run.Scratch;
import freeworker.bench.run.Spread;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The {@code bench door} command: what the door costs a call, and a client that has just started.
 */
final class DoorCommand implements Command.Action {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** As a challenge runs, which has an archive of its classes too. */
  private static final List<String> COLD = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Command line =
      new Command(
          "door", "Measures what the door costs, beside the same conversation by plain RMI.", this);
  private final Value rounds =
      line.option("--rounds", "N", "how often each is measured (default: {})").usually("15");
  private final Value slice =
      line.option("--slice", "SECONDS", "how long calls are made in a round (default: {})")
          .usually("1");
  private final Value warmUp =
      line.option(
              "--warm-up",
              "SECONDS",
              "how long calls are made before the first round (default: {})")
          .usually("4");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Machine machine = new Machine();
  private final Map<Entry, Party> parties = new EnumMap<>(Entry.class);
  private final Map<Entry, List<Double>> calls = new EnumMap<>(Entry.class);
  private final Map<Entry, List<Double>> starts = new EnumMap<>(Entry.class);

  DoorCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /**
   * A server, and a client that stays.
   *
   * @param archive the classes of those that start, as the first of them left them
   */
  private record Party(Child server, Child client, List<String> words, Path archive) {}

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    int times = rounds.whole();
    double each = slice.decimal();
    double before = warmUp.decimal();
    if (times < 1 || !(each >= 0.01 && each <= 60) || !(before >= 0 && before <= 60)) {
      throw line.wrong("--rounds from 1, --slice from 0.01 to 60, --warm-up from 0 to 60.");
    }
    out.println("machine: " + machine.words());
    out.printf(
        Locale.ROOT,
        "repeat:  bin/bench door --rounds %d --slice %s --warm-up %s%n",
        times,
        plain(each),
        plain(before));
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    Path folder = Files.createTempDirectory("freeworker-bench");
    try {
      for (Entry entry : Entry.values()) {
        parties.put(entry, party(entry, folder));
      }
      measure(times, each, before);
    } finally {
      for (Party party : parties.values()) {
        party.client().close();
        party.server().close();
      }
      Scratch.remove(folder);
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n%n", machine.load());
    table().forEach(out::println);
    return 0;
  }

  private static Party party(Entry entry, Path folder) throws IOException, InterruptedException {
    String key = folder.resolve(entry + ".key").toString();
    Child server =
        Child.java("server", DoorServerMain.class, List.of(), List.of(entry.name(), key));
    try {
      List<String> words = List.of(entry.name(), server.hear(PATIENCE), key);
      List<String> staying = new ArrayList<>(words);
      staying.add("stays");
      return new Party(
          server,
          Child.java("client", DoorClientMain.class, List.of(), staying),
          words,
          folder.resolve(entry + ".jsa"));
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private void measure(int rounds, double slice, double warmUp)
      throws IOException, InterruptedException {
    for (Map.Entry<Entry, Party> each : parties.entrySet()) {
      err.println("warm-up: " + each.getKey().words());
      start(each.getValue());
      if (warmUp > 0) {
        micros(each.getValue(), warmUp);
      }
    }
    for (int round = 0; round < rounds; round++) {
      err.println("round " + (round + 1) + " of " + rounds);
      // Each is the first as often as it is the last.
      List<Entry> order = new ArrayList<>(List.of(Entry.values()));
      Collections.rotate(order, -round);
      for (Entry entry : order) {
        Party party = parties.get(entry);
        if (party != null) {
          calls.computeIfAbsent(entry, key -> new ArrayList<>()).add(micros(party, slice));
          starts.computeIfAbsent(entry, key -> new ArrayList<>()).add(start(party));
        }
      }
    }
  }

  /** The median time of a call, in microseconds. */
  private static double micros(Party party, double seconds)
      throws IOException, InterruptedException {
    party.client().say(String.valueOf(Math.round(seconds * 1000)));
    return Figure.decode(party.client().hear(PATIENCE)).median() / 1e3;
  }

  /** The time of a client process from its start to its end, in milliseconds. */
  private static double start(Party party) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(COLD);
    String archive = Files.exists(party.archive()) ? "SharedArchiveFile" : "ArchiveClassesAtExit";
    command.addAll(List.of("-XX:" + archive + "=" + party.archive(), "-Xlog:disable"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), DoorClientMain.class.getName()));
    command.addAll(party.words());
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("A client did not come to its end: " + party.words());
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| | a call, us: median (min-max) | of no door | a client from start to end, ms: median"
            + " (min-max) | more than with no door, ms |");
    rows.add("|---|---:|---:|---:|---:|");
    List<Double> plainCalls = calls.getOrDefault(Entry.PLAIN, List.of());
    List<Double> plainStarts = starts.getOrDefault(Entry.PLAIN, List.of());
    calls.forEach(
        (entry, times) -> {
          List<Double> whole = starts.getOrDefault(entry, List.of());
          rows.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %s | %s |",
                  entry.words(),
                  Spread.of(times).words(1),
                  entry == Entry.PLAIN
                      ? ""
                      : String.format(Locale.ROOT, "%.3f", ratio(times, plainCalls)),
                  Spread.of(whole).words(1),
                  entry == Entry.PLAIN
                      ? ""
                      : String.format(Locale.ROOT, "%.1f", difference(whole, plainStarts))));
        });
    return rows;
  }

  /** The median of the ratios of the same round. */
  private static double ratio(List<Double> ours, List<Double> plain) {
    return Spread.of(
            IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) / plain.get(i)).toList())
        .median();
  }

  /** The median of the differences of the same round. */
  private static double difference(List<Double> ours, List<Double> plain) {
    return Spread.of(
            IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) - plain.get(i)).toList())
        .median();
  }

  private static String plain(double seconds) {
    return java.math.BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
  }
}

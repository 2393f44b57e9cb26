package freeworker.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/*
 * Floors and Freeworker have a client JVM each: RMI's own code is compiled for what runs through it,
 * and a client that did both would be as fast as neither. The servers are processes of their own as well.
 */
/** The {@code bench} command: measures each line beside its floor, round by round. */
@Command(
    name = "bench",
    description = "Measures what a task costs on this machine, beside plain RMI.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {"", "Exit codes: 0 measured, 1 a task failed or the profile is wrong, 2 wrong usage"})
final class BenchCommand implements Callable<Integer> {
  private static final int WORKERS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "how often each line is measured (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "how long each line runs before the first round (default: ${DEFAULT-VALUE})")
  private double warmUp;

  @Option(
      names = "--slice",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "how long a line runs in a round (default: ${DEFAULT-VALUE})")
  private double slice;

  @Option(names = "--quick", description = "one short round, to see that everything works")
  private boolean quick;

  @Option(
      names = "--lines",
      paramLabel = "LINE",
      split = ",",
      description = "measure these alone: ${COMPLETION-CANDIDATES}")
  private Set<Line> chosen = EnumSet.noneOf(Line.class);

  @Option(names = "--json", paramLabel = "FILE", description = "write all figures there too")
  private @Nullable Path json;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();

  BenchCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      rounds = 1;
      warmUp = 0;
      slice = 0.2;
    }
    if (rounds < 1 || !(warmUp >= 0 && warmUp <= 60) || !(slice >= 0.01 && slice <= 60)) {
      err.println("bench: --rounds from 1, --warm-up from 0 to 60, --slice from 0.01 to 60.");
      return 2;
    }
    Pins pins = Pins.find();
    List<Line> lines = lines(pins);
    out.println("machine: " + machine.words());
    out.println("repeat:  " + repeat());
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    var results = new Results();
    long sent;
    long finished;
    try (Floors floors = new Floors(WORKERS);
        Lent lent = new Lent(home, WORKERS)) {
      try {
        sent = measure(lines, floors.side(), lent.side(), pins, results);
      } catch (IOException e) {
        lent.notices().forEach(line -> err.println("broker: " + line));
        throw e;
      }
      finished = lent.stop();
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n%n", machine.load());
    results.table().forEach(out::println);
    out.println();
    out.println(
        "Pinned: client and worker 0 on a core each. All other lines: not pinned."
            + (pins.possible() ? "" : " There is no taskset here, so nothing was pinned."));
    out.println("tasks run: " + sent + ", finished by the profile: " + finished);
    if (json != null) {
      Files.writeString(json, results.json(machine.words(), repeat()));
    }
    if (sent != finished) {
      err.println("bench: the profile says " + finished + " tasks, but " + sent + " were run.");
      return 1;
    }
    return 0;
  }

  /** Measures; answers how many tasks the broker's workers ran. */
  private long measure(List<Line> lines, Side floors, Side lent, Pins pins, Results results)
      throws IOException, InterruptedException {
    long sent = 0;
    if (warmUp > 0) {
      for (Line line : lines) {
        err.println("warm-up: " + line.words());
        Sample sample = sample(line, line.isFloor() ? floors : lent, pins, warmUp);
        sent += line.isFloor() ? 0 : sample.figure().all();
      }
    }
    for (int round = 1; round <= rounds; round++) {
      err.println("round " + round + " of " + rounds);
      for (Line line : lines) {
        Sample sample = sample(line, line.isFloor() ? floors : lent, pins, slice);
        results.add(line, sample);
        sent += line.isFloor() ? 0 : sample.figure().all();
      }
    }
    return sent;
  }

  private Sample sample(Line line, Side side, Pins pins, double seconds)
      throws IOException, InterruptedException {
    if (line.pinned()) {
      pins.pin(side);
    }
    try {
      long began = System.nanoTime();
      long busy = machine.busyNanos();
      Cost before = side.cost();
      side.client().say(line + " " + Math.round(seconds * 1000));
      Figure figure = Figure.decode(side.client().hear(PATIENCE));
      Cost cost = side.cost().minus(before);
      double time = (double) (System.nanoTime() - began) * machine.cores();
      double others =
          busy < 0 ? Double.NaN : Math.max(0, machine.busyNanos() - busy - cost.sum()) / time;
      return new Sample(figure, cost, others);
    } finally {
      if (line.pinned()) {
        pins.unpin(side);
      }
    }
  }

  private List<Line> lines(Pins pins) {
    List<Line> lines = new ArrayList<>();
    for (Line line : Line.values()) {
      boolean wanted = chosen.isEmpty() || chosen.contains(line);
      if (wanted && (pins.possible() || !line.pinned())) {
        lines.add(line);
      }
    }
    return lines;
  }

  private String repeat() {
    String lines =
        chosen.isEmpty()
            ? ""
            : " --lines " + String.join(",", chosen.stream().map(Line::name).toList());
    return String.format(
        Locale.ROOT,
        "bin/bench --rounds %d --warm-up %s --slice %s%s",
        rounds,
        plain(warmUp),
        plain(slice),
        lines);
  }

  private static String plain(double seconds) {
    return java.math.BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
  }
}

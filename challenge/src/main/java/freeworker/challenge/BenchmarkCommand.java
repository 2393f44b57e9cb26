package freeworker.challenge;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.wire.Signals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code benchmark} command: measures a grid of workers and clients. */
@Command(
    name = "benchmark",
    description = {
      "Measures how many tasks a second so many clients have done by so many workers,",
      "for each cell of a grid, with a process for every task."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  benchmark                              1-4 workers x 1-4 clients, 5 tasks of 3 s each",
      "  benchmark --quick --out /tmp/quick     the same with short tasks, elsewhere",
      "  benchmark --workers 2 --clients 1,8    two cells of your own",
      "  grapher benchmarks.csv                 draws it",
      "What was measured stays; the same command goes on where it stopped.",
      "Exit codes: 0 done, 1 a cell failed, 2 wrong usage, 65 no valid table, 66 it cannot be read,",
      "            69 no broker, or a second benchmark there, 130 stopped"
    })
final class BenchmarkCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final String TASK = "3";
  private static final String THINK = "0.5";
  private static final String QUICK_TASK = "0.5";
  private static final String QUICK_THINK = "0.1";

  @Option(
      names = "--workers",
      paramLabel = "LIST",
      defaultValue = "1-4",
      description = "the numbers of workers: 1-4 or 1,2,8 (default: ${DEFAULT-VALUE})")
  private String workers = "1-4";

  @Option(
      names = "--clients",
      paramLabel = "LIST",
      defaultValue = "1-4",
      description = "the numbers of clients (default: ${DEFAULT-VALUE})")
  private String clients = "1-4";

  @Option(
      names = "--task",
      paramLabel = "SECONDS",
      description = "how long a task takes (default: " + TASK + ")")
  private @Nullable String task;

  @Option(
      names = "--think",
      paramLabel = "SECONDS",
      description = "how long a client pauses after each task (default: " + THINK + ")")
  private @Nullable String think;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "5",
      description = "tasks of each client, one after the other (default: ${DEFAULT-VALUE})")
  private int repeat;

  @Option(
      names = "--quick",
      description = "tasks of " + QUICK_TASK + " s, pauses of " + QUICK_THINK + " s")
  private boolean quick;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "profiling",
      description = "where benchmarks.csv and the profiles go (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("profiling");

  @Option(names = "--fresh", description = "measure all cells anew; an older table is put aside")
  private boolean fresh;

  @Option(
      names = "--strict",
      description = "exit 1 when a cell stays below 95 %% of the best schedule with its cost")
  private boolean strict;

  @Option(names = "--json", description = "print one JSON object a cell")
  private boolean json;

  @Option(names = "--verbose", description = "show the stack trace of a failure")
  private boolean verbose;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final Supplier<Programs> programs;

  /**
   * @param programs how to start broker and clients; asked only when something is to be measured
   */
  BenchmarkCommand(
      PrintWriter out, PrintWriter err, boolean terminal, Supplier<Programs> programs) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.programs = programs;
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() {
    Grid grid = Grid.of(workers, clients);
    Work work =
        Work.of(
            repeat,
            task != null ? task : quick ? QUICK_TASK : TASK,
            think != null ? think : quick ? QUICK_THINK : THINK);
    checkSize(grid, work);
    Sweep sweep;
    try (var place = new SweepFolder(folder)) {
      if (fresh) {
        place
            .putAside()
            .ifPresent(aside -> err.println("benchmark: kept what was there as " + aside));
      }
      sweep = measure(place, Agenda.of(place.before(), place.file(), grid, work), work);
      print(sweep, place.file());
    }
    return strict && !low(sweep).isEmpty() ? ChallengeFailure.FAILED : 0;
  }

  private static void checkSize(Grid grid, Work work) {
    long tasks = grid.clients().stream().mapToLong(Integer::longValue).sum();
    tasks *= (long) grid.workers().size() * work.rounds();
    if (tasks > Sweep.MOST_TASKS) {
      throw ChallengeFailure.usage(
          "these are %d tasks, the most is %d. Try: benchmark --workers 1-4 --clients 1-4"
              .formatted(tasks, Sweep.MOST_TASKS));
    }
    Duration whole = grid.pairs().stream().map(work::best).reduce(Duration.ZERO, Duration::plus);
    if (whole.compareTo(LONGEST) > 0) {
      throw ChallengeFailure.usage(
          "this takes %d days at least, the most is %d. Try: benchmark --quick"
              .formatted(whole.toDays(), LONGEST.toDays()));
    }
  }

  private Sweep measure(SweepFolder place, Agenda agenda, Work work) {
    if (agenda.left().isEmpty()) {
      err.println("benchmark: all cells were measured before; --fresh measures them anew.");
      return agenda.before();
    }
    Signals.on(Thread.currentThread()::interrupt, "INT", "TERM", "HUP");
    try (var bar = new SweepBar(err, terminal);
        var measurement =
            new Measurement(programs.get(), work, line -> bar.say("broker  " + line))) {
      return new Survey(place, measurement, bar, agenda, work, again()).run();
    }
  }

  /** What goes on with a sweep that stopped. */
  private String again() {
    return fresh ? "the same command without --fresh" : "the same command";
  }

  private void print(Sweep sweep, Path file) {
    if (json) {
      sweep.cells().forEach(cell -> out.println(SweepTable.json(cell)));
    } else {
      SweepTable.lines(sweep).forEach(out::println);
    }
    out.flush();
    List<SweepCell> low = low(sweep);
    if (!low.isEmpty()) {
      err.println(
          "benchmark: below 95 % of what the processes' cost leaves: "
              + low.stream()
                  .map(cell -> new Pair(cell.workers(), cell.clients()).toString())
                  .collect(Collectors.joining(", "))
              + ".");
      err.println("  If anything else was running meanwhile, measure again:  benchmark --fresh");
    }
    err.println("benchmark: all of it is in " + file + "; draw it with:  grapher " + name(file));
    err.flush();
  }

  private static List<SweepCell> low(Sweep sweep) {
    return sweep.cells().stream().filter(cell -> !cell.nearBest()).toList();
  }

  /** How the grapher is told of the file. */
  private static String name(Path file) {
    return file.equals(Path.of("profiling", Sweep.NAME)) ? Sweep.NAME : file.toString();
  }
}

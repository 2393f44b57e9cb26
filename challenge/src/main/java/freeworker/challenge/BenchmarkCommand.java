package freeworker.challenge;

import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.wire.Signals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The {@code benchmark} command: measures a grid of workers and clients. */
final class BenchmarkCommand implements Command.Action {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final String TASK = "3";
  private static final String THINK = "0.5";
  private static final String QUICK_TASK = "0.5";
  private static final String QUICK_THINK = "0.1";

  private final Command line =
      new Command(
              "benchmark",
              "Measures how many tasks a second so many clients have done by so many workers, for"
                  + " each cell of a grid, with a process for every task.",
              this)
          .footer(
              """
              Examples:
                benchmark                            1-4 workers x 1-4 clients, 5 tasks of 3 s
                benchmark --quick --out /tmp/quick   the same with short tasks, elsewhere
                benchmark --workers 2 --clients 1,8  two cells of your own
                grapher benchmarks.csv               draws it
              What was measured stays; the same command goes on where it stopped.
              Exit codes: 0 done, 1 a cell failed, 2 wrong usage, 65 no valid table,
                          66 it cannot be read, 69 no broker, or a second benchmark there,
                          130 stopped
              """);

  private final Value workers =
      line.option("--workers", "LIST", "the numbers of workers: 1-4 or 1,2,8 (default: {})")
          .usually("1-4");
  private final Value clients =
      line.option("--clients", "LIST", "the numbers of clients (default: {})").usually("1-4");
  private final Value task =
      line.option("--task", "SECONDS", "how long a task takes (default: " + TASK + ")");
  private final Value think =
      line.option(
          "--think",
          "SECONDS",
          "how long a client pauses after each task (default: " + THINK + ")");
  private final Value repeat =
      line.option("--repeat", "N", "tasks of each client, one after the other (default: {})")
          .usually("5");
  private final Value quick =
      line.flag("--quick", "tasks of " + QUICK_TASK + " s, pauses of " + QUICK_THINK + " s");
  private final Value folder =
      line.option("-o, --out", "FOLDER", "where benchmarks.csv and the profiles go (default: {})")
          .usually("profiling");
  private final Value fresh =
      line.flag("--fresh", "measure all cells anew; an older table is put aside");
  private final Value strict =
      line.flag(
          "--strict", "exit 1 when a cell stays below 95 % of the best schedule with its cost");
  private final Value json = line.flag("--json", "print one JSON object a cell");

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

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() {
    Grid grid = Grid.of(workers.text(), clients.text());
    Work work =
        Work.of(
            repeat.whole(),
            task.given() ? task.text() : quick.given() ? QUICK_TASK : TASK,
            think.given() ? think.text() : quick.given() ? QUICK_THINK : THINK);
    checkSize(grid, work);
    Sweep sweep;
    try (var place = new SweepFolder(Path.of(folder.text()))) {
      if (fresh.given()) {
        place
            .putAside()
            .ifPresent(aside -> err.println("benchmark: kept what was there as " + aside));
      }
      sweep = measure(place, Agenda.of(place.before(), place.file(), grid, work), work);
      print(sweep, place.file());
    }
    return strict.given() && !low(sweep).isEmpty() ? ChallengeFailure.FAILED : 0;
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
    return fresh.given() ? "the same command without --fresh" : "the same command";
  }

  private void print(Sweep sweep, Path file) {
    if (json.given()) {
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

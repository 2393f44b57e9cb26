package freeworker.bench;

import freeworker.bench.growth.GrowthCommand;
import freeworker.bench.run.Machine;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/*
 * Floors and Freeworker have a client JVM each: RMI's own code is compiled for what runs through it,
 * and a client that did both would be as fast as neither. The servers are processes of their own as well.
 */
/** The {@code bench} command: measures each line beside its floor, round by round. */
final class BenchCommand implements Command.Action {
  private static final int WORKERS = 2;
  private static final Pace GUARD = new Pace(5, 2.5, 0.4);
  private static final String LINES =
      Arrays.stream(Line.values()).map(Line::name).collect(Collectors.joining(", "));
  private static final String PEERS =
      Arrays.stream(Peer.values()).map(Peer::words).collect(Collectors.joining(", "));

  private final Command command =
      new Command("bench", "Measures what a task costs on this machine, beside plain RMI.", this)
          .footer(
              """
              Exit codes: 0 measured, 1 a task failed, the profile is wrong, or --guard
                          found something, 2 wrong usage
              """);
  private final Value rounds =
      command.option("--rounds", "N", "how often each line is measured (default: {})").usually("5");
  private final Value warmUp =
      command
          .option(
              "--warm-up",
              "SECONDS",
              "how long each line runs before the first round (default: {})")
          .usually("10");
  private final Value slice =
      command
          .option("--slice", "SECONDS", "how long a line runs in a round (default: {})")
          .usually("2");
  private final Value quick =
      command.flag("--quick", "one short round, to see that everything works");
  private final Value guard =
      command.flag(
          "--guard",
          "a short run that fails when leases are not held or tasks not packed any more");
  private final Value chosen =
      command.option("--lines", "LINE,...", "measure these alone: " + LINES).listed();
  private final Value peers =
      command.flag("--peers", "measure what does similar work too: " + PEERS);
  private final Value json = command.option("--json", "FILE", "write all figures there too");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();

  BenchCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
    command.command(new ReadingCommand(out, err, home).line());
    command.command(new DoorCommand(out, err).line());
    command.command(new DeathsCommand(out, err, home).line());
    command.command(new StartsCommand(out, err, home).line());
    command.command(new ProfileCommand(out, err, home).line());
    command.command(new JobsCommand(out, home).line());
    command.command(new GrowthCommand(out, err, home).line());
  }

  /** What is said on its command line. */
  Command line() {
    return command;
  }

  /** How long each line is measured. */
  private record Pace(int rounds, double warmUp, double slice) {}

  @Override
  public int run() throws IOException, InterruptedException {
    Pace pace = pace();
    Pins pins = Pins.find();
    List<Line> lines = lines(pins);
    out.println("machine: " + machine.words());
    out.println("repeat:  " + repeat(pace));
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    Report report;
    long sent;
    long finished;
    try (Teams teams = new Teams();
        Floors floors = new Floors(WORKERS);
        Lent lent = new Lent(home, WORKERS)) {
      var others = new Peers(err, teams, jars());
      var contest = new Contest(err, new Sampler(machine, pins), floors, lent, teams, others);
      try {
        if (peers.given()) {
          others.start();
        }
        measure(lines, pace, contest);
      } catch (IOException e) {
        lent.notices().forEach(line -> err.println("broker: " + line));
        throw e;
      }
      report = contest.report(guard.given() ? Goal.GUARDED : Goal.PROMISED);
      sent = contest.sent();
      finished = lent.stop();
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n%n", machine.load());
    report.tables().forEach(out::println);
    out.println();
    out.println(
        "Pinned: client and worker 0 on a core each. All other lines: not pinned."
            + (pins.possible() ? "" : " There is no taskset here, so nothing was pinned."));
    out.println("tasks run: " + sent + ", finished by the profile: " + finished);
    report.promises().forEach(promise -> out.println(promise.line()));
    if (json.given()) {
      Files.writeString(Path.of(json.text()), report.json(machine.words(), repeat(pace)));
    }
    if (sent != finished) {
      err.println("bench: the profile says " + finished + " tasks, but " + sent + " were run.");
      return 1;
    }
    return guard.given() && !report.held() ? 1 : 0;
  }

  private void measure(List<Line> lines, Pace pace, Contest contest)
      throws IOException, InterruptedException {
    if (pace.warmUp() > 0) {
      contest.warmUp(lines, duration(pace.warmUp()));
    }
    for (int round = 1; round <= pace.rounds(); round++) {
      err.println("round " + round + " of " + pace.rounds());
      contest.round(lines, duration(pace.slice()));
    }
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  /** The folder with the jars of the peers; the launcher makes it. */
  private Path jars() {
    String folder = System.getProperty("freeworker.peers");
    if (folder == null) {
      if (peers.given()) {
        throw command.wrong("--peers is for bin/bench, which builds what it needs.");
      }
      return home;
    }
    return Path.of(folder);
  }

  private Pace pace() {
    if (guard.given()) {
      if (Stream.of(rounds, warmUp, slice, quick, chosen, peers).anyMatch(Value::given)) {
        throw command.wrong("--guard has lines and times of its own.");
      }
      return GUARD;
    }
    if (quick.given()) {
      return new Pace(1, 0, 0.2);
    }
    var pace = new Pace(rounds.whole(), warmUp.decimal(), slice.decimal());
    if (pace.rounds() < 1
        || !(pace.warmUp() >= 0 && pace.warmUp() <= 60)
        || !(pace.slice() >= 0.01 && pace.slice() <= 60)) {
      throw command.wrong("--rounds from 1, --warm-up from 0 to 60, --slice from 0.01 to 60.");
    }
    return pace;
  }

  private List<Line> lines(Pins pins) {
    if (guard.given()) {
      return Goal.GUARDED_LINES;
    }
    Set<Line> wished = EnumSet.noneOf(Line.class);
    for (String name : chosen.texts()) {
      try {
        wished.add(Line.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw chosen.not(name, "one of " + LINES);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (Line line : Line.values()) {
      boolean wanted = wished.isEmpty() || wished.contains(line);
      if (wanted && (pins.possible() || !line.pinned())) {
        lines.add(line);
      }
    }
    return lines;
  }

  private String repeat(Pace pace) {
    if (guard.given()) {
      return "bin/bench --guard";
    }
    return String.format(
        Locale.ROOT,
        "bin/bench --rounds %d --warm-up %s --slice %s%s%s",
        pace.rounds(),
        plain(pace.warmUp()),
        plain(pace.slice()),
        peers.given() ? " --peers" : "",
        chosen.given() ? " --lines " + String.join(",", chosen.texts()) : "");
  }

  private static String plain(double seconds) {
    return java.math.BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
  }
}

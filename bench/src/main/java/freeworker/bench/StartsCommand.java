package freeworker.bench;

import freeworker.bench.run.Child;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Machine;
import freeworker.bench.run.Table;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The {@code bench starts} command: what it takes to start, in time, processor and memory. */
final class StartsCommand implements Command.Action {
  private static final int WORKERS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Command line =
      new Command("starts", "Measures what starts take, in time and memory.", this)
          .footer("Exit codes: 0 measured, 1 something failed, 2 wrong usage\n");
  private final Value rounds =
      line.option("--rounds", "N", "how often each is started (default: {})").usually("9");
  private final Value quick = line.flag("--quick", "one short round, to see that everything works");
  private final Value json = line.option("--json", "FILE", "write all figures there too");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();

  /**
   * @param home where the programs are
   */
  StartsCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws Exception {
    int times = quick.given() ? 1 : rounds.whole();
    if (times < 1 || times > 1000) {
      throw line.wrong("--rounds from 1 to 1000.");
    }
    String repeat = "bin/bench starts" + (quick.given() ? " --quick" : " --rounds " + times);
    out.println("machine: " + machine.words());
    out.println("repeat:  " + repeat);
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    var starts = new Starts(Runtime.version().feature());
    try (var lent = new Lent(home, WORKERS);
        var teams = new Teams()) {
      launches(lent, 0); // the first ones read their files from the disk
      for (int round = 1; round <= times; round++) {
        err.println("round " + round + " of " + times);
        starts.add(round(lent, teams, round));
      }
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n", machine.load());
    Findings findings = starts.findings();
    findings.lines().forEach(out::println);
    if (json.given()) {
      String all =
          "{\"machine\":%s,\"command\":%s,\"findings\":%s,\n\"rounds\":%s}\n"
              .formatted(
                  Table.quoted(machine.words()),
                  Table.quoted(repeat),
                  findings.json(),
                  starts.json());
      Files.writeString(Path.of(json.text()), all);
    }
    return 0;
  }

  private Starts.Round round(Lent lent, Teams teams, int round) throws Exception {
    Map<Launch, Spent> launches = launches(lent, round);
    if (round % 2 == 0) {
      ColdStart floor = floor(teams);
      return new Starts.Round(launches, ours(lent, teams), floor);
    }
    return new Starts.Round(launches, ours(lent, teams), floor(teams));
  }

  private static Map<Launch, Spent> launches(Lent lent, int round) throws Exception {
    // Each is the first as often as it is the last.
    List<Launch> order = new ArrayList<>(List.of(Launch.values()));
    Collections.rotate(order, -round);
    Map<Launch, Spent> launches = new EnumMap<>(Launch.class);
    for (Launch launch : order) {
      launches.put(launch, Errand.run(launch.words(), program(launch, lent)));
    }
    return launches;
  }

  private static ProcessBuilder program(Launch launch, Lent lent) throws URISyntaxException {
    return switch (launch) {
      case JAVA -> new ProcessBuilder(hello());
      case VERSION -> lent.program("challenge", "--version");
      case TASK -> lent.program("challenge", "0", "--broker", lent.address());
    };
  }

  private static List<String> hello() throws URISyntaxException {
    Class<?> main = HelloMain.class;
    Path jar = Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Child.command(jar.toString(), main.getName(), List.of("-Xshare:auto"), List.of());
  }

  private ColdStart ours(Lent lent, Teams teams) throws IOException, InterruptedException {
    return start(teams, "Freeworker", lent::another, Line.T);
  }

  private ColdStart floor(Teams teams) throws IOException, InterruptedException {
    return start(teams, "floor", folder -> Floors.plan(WORKERS), Line.FLOOR_3X8);
  }

  private ColdStart start(Teams teams, String name, Teams.Planner planner, Line work)
      throws IOException, InterruptedException {
    Duration time = Duration.ofSeconds(quick.given() ? 1 : 8);
    Team team = teams.start(name, planner);
    try {
      Memory first = Memory.of(team.side());
      Orders.give(team.side().client(), work, time, PATIENCE);
      return new ColdStart(team.first(), first, Memory.of(team.side()));
    } catch (IOException e) {
      team.lastWords().forEach(err::println);
      throw e;
    } finally {
      teams.end(team);
    }
  }
}

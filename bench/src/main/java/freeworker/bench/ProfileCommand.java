package freeworker.bench;

import freeworker.bench.run.Machine;
import freeworker.bench.run.Profile;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/*
 * A broker always records. What that costs is what the system says its threads took: the one that writes,
 * and the one that looks at the machine for the columns on its load.
 */
/** The {@code bench profile} command: what it costs to record what happens. */
final class ProfileCommand implements Command.Action {
  private static final int WORKERS = 2;
  private static final List<Line> LINES = List.of(Line.T, Line.B);
  private static final Set<String> RECORDING = Set.of("profile-writer", "load");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Command line =
      new Command("profile", "Measures what the profile costs while tasks run.", this)
          .footer("Exit codes: 0 measured, 1 something failed, 2 wrong usage\n");
  private final Value rounds =
      line.option("--rounds", "N", "how often each line is measured (default: {})").usually("5");
  private final Value warmUp =
      line.option(
              "--warm-up",
              "SECONDS",
              "how long each line runs before the first round (default: {})")
          .usually("10");
  private final Value slice =
      line.option("--slice", "SECONDS", "how long a line runs in a round (default: {})")
          .usually("2");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();

  /**
   * @param home where the programs are
   */
  ProfileCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    int times = rounds.whole();
    if (times < 1 || times > 1000 || !within(0, warmUp) || !within(0.1, slice)) {
      throw line.wrong("--rounds from 1 to 1000, --warm-up from 0 to 60, --slice from 0.1 to 60.");
    }
    out.println("machine: " + machine.words());
    out.printf(
        Locale.ROOT,
        "repeat:  bin/bench profile --rounds %d --warm-up %s --slice %s%n",
        times,
        warmUp.text(),
        slice.text());
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n", machine.load());
    var cost = new ProfileCost();
    try (var lent = new Lent(home, WORKERS)) {
      for (Line each : LINES) {
        if (warmUp.decimal() > 0) {
          err.println("warm-up: " + each.words());
          Orders.give(lent.side(1).client(), each, duration(warmUp), PATIENCE);
        }
      }
      // One line after the other: what is written late in a round is then of the same line.
      for (Line each : LINES) {
        err.println(times + " rounds: " + each.words());
        for (int round = 0; round < times; round++) {
          cost.add(each, round(lent, each));
        }
      }
    }
    out.printf(Locale.ROOT, "load of the last minute after: %.2f%n", machine.load());
    cost.findings().lines().forEach(out::println);
    return 0;
  }

  private ProfileCost.Round round(Lent lent, Line each) throws IOException, InterruptedException {
    Side side = lent.side(1);
    long broker = side.brokers().get(0).pid();
    long began = System.nanoTime();
    long bytes = Profile.bytes(lent.profile());
    long recording = Machine.threadNanos(broker, RECORDING);
    Cost before = side.cost();
    Figure figure = Orders.give(side.client(), each, duration(slice), PATIENCE);
    return new ProfileCost.Round(
        Machine.threadNanos(broker, RECORDING) - recording,
        side.cost().minus(before).sum(),
        figure.all(),
        Profile.bytes(lent.profile()) - bytes,
        System.nanoTime() - began);
  }

  private static boolean within(double least, Value seconds) {
    return seconds.decimal() >= least && seconds.decimal() <= 60;
  }

  private static Duration duration(Value seconds) {
    return Duration.ofMillis(Math.round(seconds.decimal() * 1000));
  }
}

package freeworker.bench.chaos;

import freeworker.bench.run.Scratch;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The {@code chaos} command: breaks a broker's world at random, and checks that it kept its word.
 */
final class ChaosCommand implements Command.Action {
  private final Command line =
      new Command(
              "chaos",
              "Kills and stops workers and clients of a broker, and checks that nothing got lost.",
              this)
          .footer(
              """
              Examples:
                chaos                           a minute, about 75 faults
                chaos --seed 7 --seconds 900    the faults of seed 7, for a quarter of an hour
              Exit codes: 0 every invariant held, 1 one was violated, 2 wrong usage
              """);
  private final Value seed =
      line.option(
          "--seed", "N", "where all chance comes from (default: another one each time, printed)");
  private final Value seconds =
      line.option("--seconds", "S", "how long faults are made (default: {})").usually("60");
  private final Value workers =
      line.option("--workers", "N", "how many workers there are (default: {})").usually("3");
  private final Value clients =
      line.option("--clients", "N", "how many clients there are (default: {})").usually("3");
  private final Value pace =
      line.option("--pace", "S", "the mean time between two faults, in seconds (default: {})")
          .usually("0.8");
  private final Value broker = line.flag("--broker", "kill and stop the broker too");
  private final Value cut =
      line.flag(
          "--cut", "put a network that breaks between clients and broker (they speak TLS then)");
  private final Value json = line.flag("--json", "print the summary as one JSON object");
  private final Value keep = line.flag("--keep", "keep the folder with all records");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;

  ChaosCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
    line.command(new JobsChaosCommand(out, home).line());
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    Terms terms;
    try {
      terms =
          new Terms(
              seed.given() ? seed.whole() : ThreadLocalRandom.current().nextInt(1_000_000),
              Terms.seconds("--seconds", seconds.decimal()),
              workers.whole(),
              clients.whole(),
              Terms.seconds("--pace", pace.decimal()),
              broker.given(),
              cut.given());
    } catch (IllegalArgumentException e) {
      throw line.wrong(String.valueOf(e.getMessage()));
    }
    PrintWriter talk = json.given() ? err : out;
    talk.println("repeat:  " + terms.command());
    Path folder = Files.createTempDirectory("freeworker-chaos");
    boolean held = false;
    try {
      ChaosRun.Outcome outcome = new ChaosRun(terms, home, folder, talk::println).run();
      held = outcome.verdict().breaches().isEmpty();
      var summary = new Summary(terms, outcome);
      if (json.given()) {
        out.println(summary.json());
      } else {
        summary.lines().forEach(out::println);
      }
      return held ? 0 : 1;
    } finally {
      if (keep.given() || !held) {
        talk.println("records: " + folder);
      } else {
        Scratch.remove(folder);
      }
    }
  }
}

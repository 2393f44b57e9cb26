package freeworker.bench.chaos;

import freeworker.bench.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The {@code chaos} command: breaks a broker's world at random, and checks that it kept its word.
 */
@Command(
    name = "chaos",
    description =
        "Kills and stops workers and clients of a broker, and checks that nothing got lost.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  chaos                           a minute, about 75 faults",
      "  chaos --seed 7 --seconds 900    the faults of seed 7, for a quarter of an hour",
      "Exit codes: 0 every invariant held, 1 one was violated, 2 wrong usage"
    })
final class ChaosCommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "where all chance comes from (default: another one each time, printed)")
  private @Nullable Long seed;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "60",
      description = "how long faults are made (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many workers there are (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many clients there are (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--pace",
      paramLabel = "S",
      defaultValue = "0.8",
      description = "the mean time between two faults, in seconds (default: ${DEFAULT-VALUE})")
  private double pace;

  @Option(names = "--broker", description = "kill and stop the broker too")
  private boolean broker;

  @Option(
      names = "--cut",
      description = "put a network that breaks between clients and broker (they speak TLS then)")
  private boolean cut;

  @Option(names = "--json", description = "print the summary as one JSON object")
  private boolean json;

  @Option(names = "--keep", description = "keep the folder with all records")
  private boolean keep;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;

  ChaosCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Terms terms;
    try {
      terms =
          new Terms(
              seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed,
              Terms.seconds("--seconds", seconds),
              workers,
              clients,
              Terms.seconds("--pace", pace),
              broker,
              cut);
    } catch (IllegalArgumentException e) {
      err.println("chaos: " + e.getMessage());
      return 2;
    }
    PrintWriter talk = json ? err : out;
    talk.println("repeat:  " + terms.command());
    Path folder = Files.createTempDirectory("freeworker-chaos");
    boolean held = false;
    try {
      ChaosRun.Outcome outcome = new ChaosRun(terms, home, folder, talk::println).run();
      held = outcome.verdict().breaches().isEmpty();
      var summary = new Summary(terms, outcome);
      if (json) {
        out.println(summary.json());
      } else {
        summary.lines().forEach(out::println);
      }
      return held ? 0 : 1;
    } finally {
      if (keep || !held) {
        talk.println("records: " + folder);
      } else {
        Scratch.remove(folder);
      }
    }
  }
}

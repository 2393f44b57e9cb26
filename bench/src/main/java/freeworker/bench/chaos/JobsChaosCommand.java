package freeworker.bench.chaos;

import freeworker.bench.run.Scratch;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The {@code chaos jobs} command: kills a broker among its jobs, and audits what it kept. */
final class JobsChaosCommand implements Command.Action {
  private static final int MOST_KILLS = 100_000;

  private final Command line =
      new Command(
              "jobs",
              "Kills a broker and its workers while jobs are submitted and run, starts it again each"
                  + " time, and checks that each accepted job reached exactly one end.",
              this)
          .footer("Exit codes: 0 every invariant held, 1 one was violated, 2 wrong usage\n");
  private final Value seed =
      line.option(
          "--seed", "N", "where all chance comes from (default: another one each time, printed)");
  private final Value kills =
      line.option("--kills", "N", "how often something is killed (default: {})").usually("15");
  private final Value keep = line.flag("--keep", "keep the folder with the store and all logs");

  private final PrintWriter out;
  private final Path home;

  JobsChaosCommand(PrintWriter out, Path home) {
    this.out = out;
    this.home = home;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    int from = seed.given() ? seed.whole() : ThreadLocalRandom.current().nextInt(1_000_000);
    int times = kills.whole();
    if (times < 1 || times > MOST_KILLS) {
      throw line.wrong("--kills must be from 1 to " + MOST_KILLS + ", not " + times);
    }
    out.println("repeat:  chaos jobs --seed " + from + " --kills " + times);
    Path folder = Files.createTempDirectory("freeworker-chaos");
    boolean held = false;
    try {
      var run = new JobsChaosRun(from, times, home, folder, out::println);
      List<String> breaches = run.run();
      held = breaches.isEmpty();
      breaches.forEach(breach -> out.println("  VIOLATED: " + breach));
      out.println(run.words());
      return held ? 0 : 1;
    } finally {
      if (keep.given() || !held) {
        out.println("records: " + folder);
      } else {
        Scratch.remove(folder);
      }
    }
  }
}

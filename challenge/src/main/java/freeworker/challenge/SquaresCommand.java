package freeworker.challenge;

import freeworker.Task;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The {@code challenge squares} command: a list of tasks, serial against distributed. */
final class SquaresCommand implements Command.Action {
  private static final int MOST_TASKS = 1_000_000;
  private static final int MOST_WORKERS = 1_024;

  private final Command line =
      new Command(
              "squares",
              "Squares the numbers from 1 on, each by a task that takes a while: first one after"
                  + " the other here, then on workers at once. Says what that brought.",
              this)
          .footer(
              """
              Examples:
                challenge squares                        ten tasks of a second
                challenge squares --count 40 --delay 500ms --workers 2
                challenge squares --work cpu             they compute instead of waiting
              """);

  private final Value count =
      line.option("--count", "N", "how many tasks (default: {})").usually("10");
  private final Value delay =
      line.option("--delay", "TIME", "how long each takes: 1s, 500ms, 0.5 (default: {})")
          .usually("1s");
  private final Value work =
      line.option(
              "--work",
              "KIND",
              "what a task does for so long: sleep, or cpu, which computes as much as this machine"
                  + " does in that time (default: {})")
          .usually("sleep");
  private final Value workers =
      line.option("--workers", "N", "use N workers at once (default: all that are there)");

  private final ChallengeCommand challenge;
  private final PrintWriter out;
  private final PrintWriter err;

  SquaresCommand(ChallengeCommand challenge, PrintWriter out, PrintWriter err) {
    this.challenge = challenge;
    this.out = out;
    this.err = err;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws InterruptedException {
    int most = ChallengeCommand.count("squares --count", count.whole(), MOST_TASKS);
    Duration length = Delay.of("--delay", delay.text(), "squares --delay 500ms");
    int wanted = workers(workers, "squares");
    List<Task<Long>> tasks = tasks(most, length);
    new Comparison<>(
            challenge,
            out,
            err,
            tasks,
            new Comparison.Words<Long>() {
              @Override
              public String title(int number) {
                return "n = " + number;
              }

              @Override
              public String json(int number, Long result) {
                return new Json().put("n", number).put("result", result).toString();
              }
            },
            frame -> frame.contains("freeworker.challenge."))
        .run(wanted);
    return 0;
  }

  private List<Task<Long>> tasks(int most, Duration length) {
    boolean computes = work.text().equals("cpu");
    if (!computes && !work.text().equals("sleep")) {
      throw ChallengeFailure.usage(
          "--work must be sleep or cpu, not '"
              + work.text()
              + "'. Try: challenge squares --work cpu");
    }
    long steps = computes ? HardSquare.steps(length) : 0;
    List<Task<Long>> tasks = new ArrayList<>();
    for (long n = 1; n <= most; n++) {
      tasks.add(computes ? new HardSquare(n, steps) : new Square(n, length.toNanos()));
    }
    return tasks;
  }

  /** How many workers are wanted at once, 0 for all that are there. */
  static int workers(Value said, String command) {
    return said.given()
        ? ChallengeCommand.count(command + " --workers", said.whole(), MOST_WORKERS)
        : 0;
  }
}

package freeworker.challenge;

import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Task;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The {@code challenge} command: runs a task on borrowed workers and prints its results. */
@Command(
    name = "challenge",
    description = "Sleeps SECONDS on a borrowed worker, and prints their square.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = RunCommand.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  challenge                             one task of 3 seconds: prints 9",
      "  challenge 0.5 --clients 4 --repeat 5  four clients, five tasks each",
      "  challenge run Mine.java 1000          a function of your own",
      "Exit codes: 0 done, 1 the task failed, 2 wrong usage, 65 no valid source,",
      "            66 no such file, 69 no broker, or it does not open to the key,",
      "            75 no worker was free in time, 130 interrupted"
    })
final class ChallengeCommand implements Callable<Integer> {
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);
  private static final int MOST_CLIENTS = 1024;
  private static final int MOST_REPEATS = 1_000_000;

  @Parameters(
      paramLabel = "SECONDS",
      arity = "0..1",
      defaultValue = "3",
      description = "how long to sleep, 0 to 86400 (default: ${DEFAULT-VALUE})")
  private String seconds = "3";

  @Option(
      names = "--clients",
      paramLabel = "C",
      defaultValue = "1",
      description = "how many clients borrow at once (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description = "tasks of each client, one after the other (default: ${DEFAULT-VALUE})")
  private int repeat;

  @Option(
      names = "--think",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "how long a client pauses after each task (default: ${DEFAULT-VALUE})")
  private String think = "0";

  @Option(names = "--json", description = "print one JSON object a result, and one for all")
  private boolean json;

  @Option(
      names = {"-b", "--broker"},
      paramLabel = "HOST:PORT",
      defaultValue = Place.HOME,
      scope = ScopeType.INHERIT,
      description = {
        "the broker to borrow from (default: ${DEFAULT-VALUE});",
        "embedded:N tries it with N threads and without a broker"
      })
  private String broker = Place.HOME;

  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "the key for that broker (default: your own, for brokers on this machine)")
  private @Nullable Path key;

  @Option(
      names = "--tls",
      scope = ScopeType.INHERIT,
      description = "speak TLS on this machine too, as through a tunnel")
  private boolean tls;

  @Option(
      names = "--relay",
      scope = ScopeType.INHERIT,
      description = "reach the workers through the broker, where its port alone is open")
  private boolean relay;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      scope = ScopeType.INHERIT,
      description = "give up when no worker is free for so long (default: never)")
  private @Nullable String wait;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      scope = ScopeType.INHERIT,
      description = "end a task that runs for longer, and fail (default: never)")
  private @Nullable String limit;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "2",
      scope = ScopeType.INHERIT,
      description = "how long to try to reach the broker (default: ${DEFAULT-VALUE})")
  private String patience = "2";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "show the stack trace of a failure")
  private boolean verbose;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  ChallengeCommand(PrintWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws InterruptedException {
    Seconds sleep = Seconds.of("SECONDS", seconds, "3");
    Duration pause = Seconds.of("--think", think, "--think 0.5").duration();
    var plan =
        new Crowd.Plan(
            count("--clients", clients, MOST_CLIENTS),
            count("--repeat", repeat, MOST_REPEATS),
            longestWait(),
            pause,
            true);
    var tally = new Tally();
    long began = System.nanoTime();
    borrow(
        plan,
        new SleepAndSquare(sleep.value()),
        frame -> frame.contains("freeworker.challenge."),
        done -> {
          tally.add(done);
          out.println(json ? object(sleep, done) : Seconds.plain(done.result()));
        });
    Duration whole = Duration.ofNanos(System.nanoTime() - began);
    if (json) {
      out.println(tally.json(whole, plan.clients()));
    } else if (plan.tasks() > 1) {
      tally.lines(whole).forEach(err::println);
    }
    return 0;
  }

  /** How long a client waits for a free worker. */
  Duration longestWait() {
    return wait == null ? AS_LONG_AS_IT_TAKES : Seconds.of("--wait", wait, "--wait 10").duration();
  }

  /**
   * Runs a plan on workers of the place that the user named, and prints what comes.
   *
   * @param own which frames of a remote stack belong to the task
   * @throws ChallengeFailure when a task failed, or could not run
   */
  <T> void borrow(
      Crowd.Plan plan, Task<T> task, Predicate<String> own, Consumer<Crowd.Done<T>> print)
      throws InterruptedException {
    Place place =
        Place.of(broker, key, tls, relay, Seconds.of("--patience", patience, "--patience 2"));
    long began = System.nanoTime();
    int[] done = {0};
    try (var open = new OpenEngine(place);
        var bar = new Bar(err, terminal, plan.tasks());
        var crowd = new Crowd<>(limited(open.engine()), plan, task)) {
      try {
        crowd.run(
            result -> {
              bar.wipe();
              print.accept(result);
              out.flush();
              done[0]++;
            },
            waiting -> bar.draw(done[0], waiting, since(began)),
            lost -> {
              bar.wipe();
              err.println("challenge: " + lost.getMessage() + " Running it again.");
            });
      } catch (FreeworkerException e) {
        if (open.leaving()) {
          throw ChallengeFailure.interrupted();
        }
        throw Verdict.of(e, since(began), own);
      }
    }
  }

  private Engine limited(Engine engine) {
    if (limit == null) {
      return engine;
    }
    Duration most = Seconds.of("--limit", limit, "--limit 60").duration();
    if (most.isZero()) {
      throw ChallengeFailure.usage("--limit must be more than 0. Try: challenge --limit 60");
    }
    return engine.within(most);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static int count(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw ChallengeFailure.usage(
          option
              + " must be a whole number from 1 to "
              + most
              + ", not "
              + value
              + ". Try: challenge "
              + option
              + " 4");
    }
    return value;
  }

  private static String object(Seconds sleep, Crowd.Done<BigDecimal> done) {
    return new Json()
        .raw("seconds", sleep.toString())
        .raw("result", Seconds.plain(done.result()))
        .put("worker", done.worker())
        .put("client", done.client())
        .put("task", done.task())
        .raw("waited", Tally.exact(done.waited()))
        .raw("ran", Tally.exact(done.ran()))
        .toString();
  }
}

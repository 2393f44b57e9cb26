package freeworker.challenge;

import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.InputStream;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The {@code challenge} command: runs a task on borrowed workers and prints its results. */
final class ChallengeCommand implements Command.Action {
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);
  private static final int MOST_CLIENTS = 1024;
  private static final int MOST_REPEATS = 1_000_000;

  private final Command line =
      new Command(
              "challenge", "Sleeps SECONDS on a borrowed worker, and prints their square.", this)
          .footer(
              """
              Examples:
                challenge                             one task of 3 seconds: prints 9
                challenge 0.5 --clients 4 --repeat 5  four clients, five tasks each
                challenge run Mine.java 1000          a function of your own
                challenge squares                     ten tasks, serial against distributed
                challenge factorial 20                by way of the broker's port alone
                challenge wordcount texts             the words of all files in a folder
              Exit codes: 0 done, 1 the task failed, 2 wrong usage, 65 no valid source,
                          66 no such file, 69 no broker, or it does not open to the key,
                          75 no worker was free in time, 130 interrupted
              """);

  private final Value seconds =
      line.parameter("SECONDS", "how long to sleep, 0 to 86400 (default: {})").usually("3");
  private final Value clients =
      line.option("--clients", "C", "how many clients borrow at once (default: {})").usually("1");
  private final Value repeat =
      line.option("--repeat", "N", "tasks of each client, one after the other (default: {})")
          .usually("1");
  private final Value think =
      line.option("--think", "SECONDS", "how long a client pauses after each task (default: {})")
          .usually("0");
  private final Value json = line.flag("--json", "print one JSON object a result, and one for all");
  private final Value broker =
      line.option(
              "-b, --broker",
              "HOST:PORT",
              "the broker to borrow from (default: {}); embedded:N tries it with N threads and"
                  + " without a broker")
          .usually(Place.HOME);
  private final Value key =
      line.option(
          "-k, --key",
          "FILE",
          "the key for that broker (default: your own, for brokers on this machine)");
  private final Value tls =
      line.flag("--tls", "speak TLS on this machine too, as through a tunnel");
  private final Value relay =
      line.flag("--relay", "reach the workers through the broker, where its port alone is open");
  private final Value wait =
      line.option(
          "--wait", "SECONDS", "give up when no worker is free for so long (default: never)");
  private final Value limit =
      line.option(
          "--limit", "SECONDS", "end a task that runs for longer, and fail (default: never)");
  private final Value patience =
      line.option("--patience", "SECONDS", "how long to try to reach the broker (default: {})")
          .usually("2");

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;

  /**
   * @param terminal whether a person reads {@code err} as it is written
   * @param asks whether a person can answer at {@code in}
   */
  ChallengeCommand(
      PrintWriter out, PrintWriter err, InputStream in, boolean terminal, boolean asks) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    below(new RunCommand(this, out, err).line(), relay, wait);
    below(new SquaresCommand(this, out, err).line(), json, relay, wait);
    below(new CompareCommand(this, out, err, in).line(), json, relay, wait);
    below(new FactorialCommand(this, out, err, in, asks).line(), clients, json, wait);
    below(new WordCountCommand(this, out, err).line(), relay);
  }

  /** A command of this one, with what both may be told. */
  private void below(Command command, Value... some) {
    for (Value shared : some) {
      command.option(shared);
    }
    for (Value shared : List.of(broker, key, tls, limit, patience)) {
      command.option(shared);
    }
    line.command(command);
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws InterruptedException {
    Seconds sleep = Seconds.of("SECONDS", seconds.text(), "3");
    Duration pause = Seconds.of("--think", think.text(), "--think 0.5").duration();
    var plan = new Crowd.Plan(clients(), longestWait(), pause, true);
    Supply<BigDecimal> supply =
        Supply.repeated(
            new SleepAndSquare(sleep.value()), count("--repeat", repeat.whole(), MOST_REPEATS));
    var tally = new Tally();
    long began = System.nanoTime();
    borrow(
        plan,
        supply,
        frame -> frame.contains("freeworker.challenge."),
        done -> {
          tally.add(done);
          out.println(json.given() ? object(sleep, done) : Seconds.plain(done.result()));
        });
    Duration whole = Duration.ofNanos(System.nanoTime() - began);
    if (json.given()) {
      out.println(tally.json(whole, plan.clients()));
    } else if (tally.tasks() > 1) {
      tally.lines(whole).forEach(err::println);
    }
    return 0;
  }

  /** How many clients borrow at once. */
  int clients() {
    return count("--clients", clients.whole(), MOST_CLIENTS);
  }

  boolean json() {
    return json.given();
  }

  /** How long a client waits for a free worker. */
  Duration longestWait() {
    return wait.given()
        ? Seconds.of("--wait", wait.text(), "--wait 10").duration()
        : AS_LONG_AS_IT_TAKES;
  }

  /** How long to try to reach what is not there. */
  Seconds patience() {
    return Seconds.of("--patience", patience.text(), "--patience 2");
  }

  /** The engine of the place that the user named. */
  OpenEngine open() {
    return open(relay.given());
  }

  /**
   * The same.
   *
   * @param relayed whether to reach the workers through the broker
   */
  OpenEngine open(boolean relayed) {
    return new OpenEngine(
        Place.of(
            broker.text(),
            key.given() ? Path.of(key.text()) : null,
            tls.given(),
            relayed,
            patience()));
  }

  /** What tells on a terminal how far so many tasks are. */
  Bar bar(int tasks) {
    return new Bar(err, terminal, tasks);
  }

  /**
   * Has clients do tasks on workers of the place that the user named, and prints what comes.
   *
   * @param own which frames of a remote stack belong to the task
   * @throws ChallengeFailure when a task failed, or could not run
   */
  <T> void borrow(
      Crowd.Plan plan, Supply<T> supply, Predicate<String> own, Consumer<Crowd.Done<T>> print)
      throws InterruptedException {
    try (OpenEngine open = open()) {
      borrow(open, plan, supply, own, print, waiting -> {});
    }
  }

  /**
   * The same, with an engine that is open.
   *
   * @param look is called now and then with the number of clients that wait for a worker
   */
  <T> void borrow(
      OpenEngine open,
      Crowd.Plan plan,
      Supply<T> supply,
      Predicate<String> own,
      Consumer<Crowd.Done<T>> print,
      Consumer<Integer> look)
      throws InterruptedException {
    long began = System.nanoTime();
    int[] done = {0};
    try (Bar bar = bar(supply.tasks(plan.clients()));
        var crowd = new Crowd<>(limited(open.engine()), plan, supply)) {
      try {
        crowd.run(
            result -> {
              bar.wipe();
              print.accept(result);
              out.flush();
              done[0]++;
            },
            waiting -> {
              bar.draw(done[0], waiting, since(began));
              look.accept(waiting);
            },
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

  /** An engine with the limit that the user said. */
  Engine limited(Engine engine) {
    if (!limit.given()) {
      return engine;
    }
    Duration most = Seconds.of("--limit", limit.text(), "--limit 60").duration();
    if (most.isZero()) {
      throw ChallengeFailure.usage("--limit must be more than 0. Try: challenge --limit 60");
    }
    return engine.within(most);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  static int count(String option, int value, int most) {
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

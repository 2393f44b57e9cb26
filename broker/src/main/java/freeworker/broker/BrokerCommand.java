package freeworker.broker;

import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.crew.Lodging;
import freeworker.crew.LodgingOptions;
import freeworker.ledger.Strategy;
import freeworker.profiling.Claim;
import freeworker.profiling.ProfileFiles;
import freeworker.profiling.ProfileRefused;
import freeworker.profiling.ProfileTaken;
import freeworker.wire.Broker;
import freeworker.wire.Signals;
import freeworker.wire.Standing;
import freeworker.wire.door.Home;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The {@code broker} command: lends workers until it is told to stop. */
final class BrokerCommand implements Command.Action {
  private static final long BYTES_A_WORKER = 60L << 20;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int SHORTEST_SILENCE = 1;
  private static final int LONGEST_SILENCE = 3600;

  private final Command line =
      new Command("broker", "Lends free workers to clients and records who was busy when.", this)
          .footer(
              """
              Examples:
                broker 2                    two workers on this machine
                broker 4 --port 18900       four workers, on another port
                broker 2 --listen 0.0.0.0   for other machines too
                broker ps                   who is doing what
              Exit codes: 0 stopped on request, 1 failed, 2 wrong usage,
                          65 a key cannot be used, 69 port, profile or memory taken
              """);

  private final Value workers =
      line.parameter("WORKERS", "how many workers to start here, 0 to 1024");
  private final Value port =
      line.option("-p, --port", "PORT", "port clients connect to (default: {}; 0: any free one)")
          .usually("" + Broker.PORT);
  private final Value listen =
      line.option(
          "--listen",
          "ADDRESS",
          "let other machines in at this address of this one, inside TLS; 0.0.0.0: at all of them"
              + " (default: this machine alone)");
  private final Value relay =
      line.flag(
          "--relay", "let clients reach the workers through this port, so that no other is needed");
  private final Value profile =
      line.option(
          "-o, --profile", "FILE", "where to record (default: profiling/results_<WORKERS>.csv)");
  private final Value strategy =
      line.option(
              "--strategy",
              "NAME",
              "which of several free workers is lent (default: {}): first-free (the lowest number),"
                  + " round-robin, random, or least-used (lent least often)")
          .usually(Strategy.FIRST_FREE.word());
  private final Value limits =
      line.option(
              "--limit",
              "NAME=VALUE",
              "what the broker bears, as connections=100; broker ps --limits shows all")
          .repeated();
  private final Value silence =
      line.option(
              "--silence",
              "SECONDS",
              "how long nothing may be heard of a client, a worker or a crew before it is taken for"
                  + " gone (default: {})")
          .usually("15");
  private final LodgingOptions lodging = new LodgingOptions(line);
  private final Value json =
      line.flag("--json", "say what happens as JSON lines on standard output");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path lib;
  private final boolean terminal;

  /**
   * @param out never waits for its reader, no more than err
   */
  BrokerCommand(PrintWriter out, PrintWriter err, PsCommand ps, Path lib, boolean terminal) {
    this.out = out;
    this.err = err;
    this.lib = lib;
    this.terminal = terminal;
    line.command(ps.line());
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws InterruptedException, IOException {
    long began = System.nanoTime();
    Allowance allowance = allowance();
    int count = count(allowance.count(Limit.WORKERS));
    var address = new InetSocketAddress(address(), port(port));
    var terms =
        new Terms(address, count, strategy(), silence(), lodging.chosen(count, lib), allowance);
    checkMemory(count);
    var voice = new Voice(out, err, json.given(), terminal);
    try (Claim claim = claim(count)) {
      claim.notice().ifPresent(voice::notice);
      return run(terms, claim, voice, began);
    }
  }

  /** What was asked for. */
  private record Terms(
      InetSocketAddress address,
      int workers,
      Strategy strategy,
      Duration silence,
      Lodging lodging,
      Allowance allowance) {}

  private int run(Terms terms, Claim claim, Voice voice, long began)
      throws InterruptedException, IOException {
    Standing last;
    int cut;
    try (RunningBroker broker = open(terms, claim, voice);
        PortState state = PortState.claim(broker.port());
        WorkersFile list = WorkersFile.keep(state.folder(), broker::slots, voice::notice)) {
      state.announce(terms.workers());
      var stop = new CountDownLatch(1);
      Signals.on(
          () -> {
            if (stop.getCount() == 0) {
              broker.hurry();
            }
            stop.countDown();
          },
          "INT",
          "TERM",
          "HUP");
      start(broker, terms.workers());
      list.write();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      voice.ready(place(broker.port()), broker.port(), terms.workers(), took, claim.file());
      while (!stop.await(500, TimeUnit.MILLISECONDS)) {
        voice.status(broker.standing(), broker.load());
      }
      voice.stopping(broker.busy());
      cut = broker.drain(GRACE);
      broker.dismiss();
      last = broker.standing();
    }
    voice.stopped(last, cut, claim.file());
    return 0;
  }

  private String place(int at) {
    String host = listen.given() ? listen.text() : "localhost";
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at;
  }

  private static void start(RunningBroker broker, int count) throws InterruptedException {
    try {
      broker.start(count);
    } catch (IOException e) {
      throw new BrokerFailure(
          BrokerFailure.FAILED,
          e.getMessage() + ".",
          "What the worker wrote stands above; check memory and Java.",
          e);
    }
  }

  private RunningBroker open(Terms terms, Claim claim, Voice voice) {
    int asked = terms.address().getPort();
    try {
      Keyring keys = Keyring.ofBroker(Home.keys());
      if (keys.clients() > 1 && !terms.lodging().apart(terms.workers())) {
        voice.notice(keys.clients() + " client keys: " + warning(terms.lodging(), terms.workers()));
      }
      return new RunningBroker(
          terms.address(),
          keys,
          terms.allowance(),
          terms.workers(),
          relay.given(),
          claim,
          lib,
          terms.lodging(),
          terms.strategy(),
          terms.silence(),
          Load.watch(),
          voice::notice);
    } catch (ProfileRefused e) {
      throw new BrokerFailure(BrokerFailure.FAILED, String.valueOf(e.getMessage()), "", e);
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw PortState.taken(asked);
        }
      }
      throw new BrokerFailure(
          BrokerFailure.FAILED,
          "port " + asked + " cannot be opened: " + e.getMessage() + ".",
          "",
          e);
    }
  }

  /**
   * The port that was named.
   *
   * @throws BrokerFailure when there is none of that number
   */
  static int port(Value named) {
    int number = named.whole();
    if (number < 0 || number > 65_535) {
      throw new BrokerFailure(
          BrokerFailure.USAGE,
          "PORT must be from 0 to 65535, not " + number + ".",
          "Try: --port " + Broker.PORT);
    }
    return number;
  }

  private Strategy strategy() {
    return Strategy.named(strategy.text())
        .orElseThrow(
            () ->
                new BrokerFailure(
                    BrokerFailure.USAGE,
                    "--strategy must be "
                        + Arrays.stream(Strategy.values())
                            .map(Strategy::word)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + strategy.text()
                        + "'.",
                    "Try: broker 2 --strategy round-robin"));
  }

  private Duration silence() {
    double seconds = silence.decimal();
    if (!(seconds >= SHORTEST_SILENCE && seconds <= LONGEST_SILENCE)) {
      throw new BrokerFailure(
          BrokerFailure.USAGE,
          "--silence must be from "
              + SHORTEST_SILENCE
              + " to "
              + LONGEST_SILENCE
              + " s, not "
              + seconds
              + ".",
          "Try: broker 2 --silence 15");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static String warning(Lodging chosen, int count) {
    return chosen.accounts().isEmpty()
        ? "a task of any of them can read the key files of "
            + chosen.users()
            + ", as whom the workers run."
        : "tasks of two of them may run as the same user at once and read each other's memory; "
            + (count + 1)
            + " users in --run-as keep them apart.";
  }

  private InetAddress address() {
    if (!listen.given()) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      InetAddress address = InetAddress.getByName(listen.text());
      if (address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
    } catch (IOException e) {
      // Said below, as for any address that is not of this machine.
    }
    throw new BrokerFailure(
        BrokerFailure.USAGE,
        "--listen must be an address of this machine, not '" + listen.text() + "'.",
        "Try: broker 2 --listen 0.0.0.0");
  }

  private Claim claim(int count) {
    Path file =
        profile.given()
            ? Path.of(profile.text())
            : ProfileFiles.results(Path.of("profiling"), count);
    try {
      return ProfileFiles.claim(file);
    } catch (ProfileTaken e) {
      throw new BrokerFailure(BrokerFailure.UNAVAILABLE, String.valueOf(e.getMessage()), "", e);
    } catch (ProfileRefused e) {
      throw new BrokerFailure(BrokerFailure.FAILED, String.valueOf(e.getMessage()), "", e);
    }
  }

  private Allowance allowance() {
    Allowance allowance = Allowance.usual();
    try {
      for (String limit : limits.texts()) {
        allowance = allowance.with(limit);
      }
      return allowance;
    } catch (IllegalArgumentException e) {
      throw new BrokerFailure(
          BrokerFailure.USAGE,
          "--limit: " + e.getMessage(),
          "Try: broker 2 --limit connections=100",
          e);
    }
  }

  private int count(int most) {
    if (!workers.given()) {
      throw new BrokerFailure(
          BrokerFailure.USAGE, "WORKERS is missing: how many workers to start.", "Try: broker 2");
    }
    try {
      int count = Integer.parseInt(workers.text());
      if (count >= 0 && count <= most) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, as for any other wrong number.
    }
    throw new BrokerFailure(
        BrokerFailure.USAGE,
        "WORKERS must be a whole number from 0 to "
            + most
            + " "
            + Limit.WORKERS.at(most)
            + ", not '"
            + workers.text()
            + "'.",
        "Try: broker 2");
  }

  private static void checkMemory(int count) {
    long needed = count * BYTES_A_WORKER;
    if (needed <= Load.surelyAvailableBytes()) {
      return;
    }
    long available = Load.availableBytes();
    if (needed > available) {
      throw new BrokerFailure(
          BrokerFailure.UNAVAILABLE,
          String.format(
              Locale.ROOT,
              "%d workers x 60 MB = %d MB, but only %d MB of memory are free.",
              count,
              count * 60L,
              available >> 20),
          "Start fewer:  broker " + Math.max(1, available / BYTES_A_WORKER));
    }
  }

  static String numbers(int count) {
    return count <= 8
        ? IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(", "))
        : "0 to " + (count - 1);
  }
}

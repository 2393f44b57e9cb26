package freeworker.broker;

import freeworker.crew.Lodging;
import freeworker.crew.LodgingOptions;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code broker} command: lends workers until it is told to stop. */
@Command(
    name = "broker",
    description = "Lends free workers to clients and records who was busy when.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = PsCommand.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  broker 2                 two workers on this machine",
      "  broker 4 --port 18900    four workers, on another port",
      "  broker 2 --listen 0.0.0.0   for other machines too",
      "  broker ps                who is doing what",
      "Exit codes: 0 stopped on request, 1 failed, 2 wrong usage, 65 a key cannot be used,",
      "            69 port, profile or memory taken"
    })
final class BrokerCommand implements BrokerProgram.Command {
  private static final long BYTES_A_WORKER = 60L << 20;
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int SHORTEST_SILENCE = 1;
  private static final int LONGEST_SILENCE = 3600;

  @Parameters(
      paramLabel = "WORKERS",
      arity = "0..1",
      description = "how many workers to start here, 0 to 1024")
  private @Nullable String workers;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      defaultValue = "" + Broker.PORT,
      description = "port clients connect to (default: ${DEFAULT-VALUE}; 0: any free one)")
  private int port;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = {
        "let other machines in at this address of this one, inside TLS;",
        "0.0.0.0: at all of them (default: this machine alone)"
      })
  private @Nullable String listen;

  @Option(
      names = "--relay",
      description = "let clients reach the workers through this port, so that no other is needed")
  private boolean relay;

  @Option(
      names = {"-o", "--profile"},
      paramLabel = "FILE",
      description = "where to record (default: profiling/results_<WORKERS>.csv)")
  private @Nullable Path profile;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description = "what the broker bears, as connections=100; broker ps --limits shows all")
  private List<String> limits = new ArrayList<>();

  @Option(
      names = "--silence",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = {
        "how long nothing may be heard of a client, a worker or a crew before",
        "it is taken for gone (default: ${DEFAULT-VALUE})"
      })
  private double silence;

  @Mixin private LodgingOptions lodging = new LodgingOptions();

  @Option(names = "--json", description = "say what happens as JSON lines on standard output")
  private boolean json;

  @Option(names = "--verbose", description = "show the stack trace of a failure")
  private boolean verbose;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path lib;
  private final boolean terminal;

  BrokerCommand(PrintWriter out, PrintWriter err, Path lib, boolean terminal) {
    this.out = out;
    this.err = err;
    this.lib = lib;
    this.terminal = terminal;
  }

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws Exception {
    long began = System.nanoTime();
    Allowance allowance = allowance();
    int count = count(allowance.count(Limit.WORKERS));
    if (port < 0 || port > 65_535) {
      throw new BrokerFailure(
          BrokerFailure.USAGE, "PORT must be from 0 to 65535, not " + port + ".", "Try: broker 2");
    }
    if (!(silence >= SHORTEST_SILENCE && silence <= LONGEST_SILENCE)) {
      throw new BrokerFailure(
          BrokerFailure.USAGE,
          "--silence must be from "
              + SHORTEST_SILENCE
              + " to "
              + LONGEST_SILENCE
              + " s, not "
              + silence
              + ".",
          "Try: broker 2 --silence 15");
    }
    Lodging chosen = lodging.chosen(count, lib);
    checkMemory(count);
    var voice = new Voice(out, err, json, terminal);
    try (Claim claim = claim(count)) {
      claim.notice().ifPresent(voice::notice);
      return run(count, chosen, allowance, claim, voice, began);
    }
  }

  private int run(
      int count, Lodging chosen, Allowance allowance, Claim claim, Voice voice, long began)
      throws BrokerFailure, InterruptedException, IOException {
    Standing last;
    int cut;
    try (RunningBroker broker = open(count, chosen, allowance, claim, voice);
        PortState state = PortState.claim(broker.port())) {
      state.announce(count);
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
      start(broker, count);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      voice.ready(place(broker.port()), broker.port(), count, took, claim.file());
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
    return (listen == null ? "localhost" : listen.contains(":") ? "[" + listen + "]" : listen)
        + ":"
        + at;
  }

  private static void start(RunningBroker broker, int count)
      throws BrokerFailure, InterruptedException {
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

  private RunningBroker open(
      int count, Lodging chosen, Allowance allowance, Claim claim, Voice voice)
      throws BrokerFailure {
    try {
      var address = new InetSocketAddress(address(), port);
      Keyring keys = Keyring.ofBroker(Home.keys());
      if (keys.clients() > 1 && !chosen.apart(count)) {
        voice.notice(keys.clients() + " client keys: " + warning(chosen, count));
      }
      return new RunningBroker(
          address,
          keys,
          allowance,
          count,
          relay,
          claim,
          lib,
          chosen,
          silence(),
          Load.watch(),
          voice::notice);
    } catch (ProfileRefused e) {
      throw new BrokerFailure(BrokerFailure.FAILED, String.valueOf(e.getMessage()), "", e);
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BindException) {
          throw PortState.taken(port);
        }
      }
      throw new BrokerFailure(
          BrokerFailure.FAILED,
          "port " + port + " cannot be opened: " + e.getMessage() + ".",
          "",
          e);
    }
  }

  private Duration silence() {
    return Duration.ofMillis(Math.round(silence * 1000));
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

  private InetAddress address() throws BrokerFailure {
    if (listen == null) {
      return InetAddress.getLoopbackAddress();
    }
    try {
      InetAddress address = InetAddress.getByName(listen);
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
        "--listen must be an address of this machine, not '" + listen + "'.",
        "Try: broker 2 --listen 0.0.0.0");
  }

  private Claim claim(int count) throws BrokerFailure {
    Path file = profile != null ? profile : ProfileFiles.results(Path.of("profiling"), count);
    try {
      return ProfileFiles.claim(file);
    } catch (ProfileTaken e) {
      throw new BrokerFailure(BrokerFailure.UNAVAILABLE, String.valueOf(e.getMessage()), "", e);
    } catch (ProfileRefused e) {
      throw new BrokerFailure(BrokerFailure.FAILED, String.valueOf(e.getMessage()), "", e);
    }
  }

  private Allowance allowance() throws BrokerFailure {
    Allowance allowance = Allowance.usual();
    try {
      for (String limit : limits) {
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

  private int count(int most) throws BrokerFailure {
    if (workers == null) {
      throw new BrokerFailure(
          BrokerFailure.USAGE, "WORKERS is missing: how many workers to start.", "Try: broker 2");
    }
    try {
      int count = Integer.parseInt(workers);
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
            + workers
            + "'.",
        "Try: broker 2");
  }

  private static void checkMemory(int count) throws BrokerFailure {
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

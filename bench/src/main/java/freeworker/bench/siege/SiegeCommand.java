package freeworker.bench.siege;

import freeworker.bench.run.Scratch;
import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.wire.door.Home;
import freeworker.wire.door.KeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The {@code siege} command: attacks a broker in every way there is, and sees how it stands. */
final class SiegeCommand implements Command.Action {
  private static final int MOST = 10_000_000;

  private final Command line =
      new Command(
              "siege",
              "Attacks a broker of this machine, and checks that it serves its clients all the"
                  + " same.",
              this)
          .footer(
              """
              Examples:
                siege                              a broker of its own, in a heap of 128 MiB
                siege --connections 100000         for long
                siege --broker localhost:18811     one that runs here already
              Exit codes: 0 it stood everything, 1 it did not, 2 wrong usage
              """);
  private final Value seed =
      line.option(
          "--seed", "N", "where all chance comes from (default: another one each time, printed)");
  private final Value connections =
      line.option(
              "--connections",
              "N",
              "how many connections of random bytes; all else follows from that (default: {})")
          .usually("2000");
  private final Value seconds =
      line.option("--seconds", "S", "how long one attack lasts at most (default: {})")
          .usually("120");
  private final Value address =
      line.option(
          "--broker",
          "HOST:PORT",
          "attack this one, on this machine alone; its memory and threads are not judged");
  private final Value key =
      line.option(
          "--key",
          "FILE",
          "a client's key of that broker (default: the one that your commands find)");
  private final Value only =
      line.option("--only", "ATTACK", "these alone, by the names in the table").repeated();
  private final Value json = line.flag("--json", "print the table as one JSON object");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;

  SiegeCommand(PrintWriter out, PrintWriter err, Path home) {
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
    int most = connections.whole();
    int longest = seconds.whole();
    if (most < 1 || most > MOST || longest < 1) {
      throw line.wrong("--connections from 1 to " + MOST + ", --seconds from 1.");
    }
    InetSocketAddress where = address.given() ? named(address.text()) : null;
    long chosen = seed.given() ? seed.whole() : ThreadLocalRandom.current().nextInt(1_000_000);
    PrintWriter talk = json.given() ? err : out;
    talk.println(
        "repeat:  bin/siege --seed "
            + chosen
            + " --connections "
            + most
            + (address.given() ? " --broker " + address.text() : "")
            + only.texts().stream()
                .map(name -> " --only '" + name + "'")
                .collect(Collectors.joining()));
    Path folder = Files.createTempDirectory("freeworker-siege");
    try (Besieged broker =
        where == null
            ? Besieged.start(home, folder)
            : Besieged.running(where, key.given() ? Path.of(key.text()) : Home.clientKey())) {
      return attack(broker, most, Duration.ofSeconds(longest), chosen, talk);
    } finally {
      Scratch.remove(folder);
    }
  }

  private InetSocketAddress named(String place) {
    try {
      return here(place);
    } catch (IllegalArgumentException e) {
      throw line.wrong(String.valueOf(e.getMessage()));
    }
  }

  private int attack(
      Besieged broker, int connections, Duration longest, long seed, PrintWriter talk)
      throws IOException, InterruptedException {
    List<Assault> assaults =
        new ArrayList<>(Assaults.of(broker.where(), KeyFile.read(broker.key()), connections));
    List<String> names = only.texts();
    assaults.removeIf(assault -> !names.isEmpty() && !names.contains(assault.name()));
    if (assaults.isEmpty()) {
      throw line.wrong("no attack has the name " + String.join(", ", names) + ".");
    }
    if (!json.given()) {
      talk.println(Stand.head());
    }
    Siege.Outcome outcome =
        new Siege(broker, seed, longest).run(assaults, stand -> talk.println(stand.line()));
    if (json.given()) {
      out.println(json(seed, outcome));
    }
    outcome
        .stands()
        .forEach(
            stand ->
                stand.broken().forEach(what -> talk.println(stand.assault().name() + ": " + what)));
    outcome.broken().forEach(talk::println);
    talk.println(
        outcome.held()
            ? "It stood all " + outcome.stands().size() + "."
            : "It did not stand everything.");
    return outcome.held() ? 0 : 1;
  }

  private static String json(long seed, Siege.Outcome outcome) {
    return "{\"seed\": %d, \"held\": %b, \"broken\": [%s], \"attacks\": [%s]}"
        .formatted(
            seed,
            outcome.held(),
            outcome.broken().stream()
                .map(what -> "\"" + what.replaceAll("[\"\\\\\\p{Cntrl}]", "'") + "\"")
                .collect(Collectors.joining(", ")),
            outcome.stands().stream().map(Stand::json).collect(Collectors.joining(",\n")));
  }

  /**
   * An address of this machine by which nobody else can be meant.
   *
   * @throws IllegalArgumentException for any other
   */
  static InetSocketAddress here(String address) {
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      InetAddress host = InetAddress.getByName(address.substring(0, Math.max(0, colon)));
      if (!host.isLoopbackAddress()) {
        throw new IllegalArgumentException(
            "a siege is for a broker on this machine; " + address + " is somewhere else.");
      }
      return new InetSocketAddress(host, port);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("--broker takes localhost:PORT, not " + address + ".", e);
    }
  }
}

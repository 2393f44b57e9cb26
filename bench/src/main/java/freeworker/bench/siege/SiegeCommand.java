package freeworker.bench.siege;

import freeworker.bench.Scratch;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code siege} command: attacks a broker in every way there is, and sees how it stands. */
@Command(
    name = "siege",
    description =
        "Attacks a broker of this machine, and checks that it serves its clients all the same.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  siege                              a broker of its own, in a heap of 128 MiB",
      "  siege --connections 100000         for long",
      "  siege --broker localhost:18811     one that runs here already",
      "Exit codes: 0 it stood everything, 1 it did not, 2 wrong usage"
    })
final class SiegeCommand implements Callable<Integer> {
  private static final int MOST = 10_000_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "where all chance comes from (default: another one each time, printed)")
  private @Nullable Long seed;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "2000",
      description =
          "how many connections of random bytes; all else follows from that (default:"
              + " ${DEFAULT-VALUE})")
  private int connections;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "120",
      description = "how long one attack lasts at most (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--broker",
      paramLabel = "HOST:PORT",
      description = "attack this one, on this machine alone; its memory and threads are not judged")
  private @Nullable String address;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "a client's key of that broker (default: the one that your commands find)")
  private @Nullable Path key;

  @Option(
      names = "--only",
      paramLabel = "ATTACK",
      description = "these alone, by the names in the table")
  private List<String> only = List.of();

  @Option(names = "--json", description = "print the table as one JSON object")
  private boolean json;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;

  SiegeCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (connections < 1 || connections > MOST || seconds < 1) {
      err.println("siege: --connections from 1 to " + MOST + ", --seconds from 1.");
      return 2;
    }
    InetSocketAddress where = null;
    if (address != null) {
      try {
        where = here(address);
      } catch (IllegalArgumentException e) {
        err.println("siege: " + e.getMessage());
        return 2;
      }
    }
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    PrintWriter talk = json ? err : out;
    talk.println(
        "repeat:  bin/siege --seed "
            + chosen
            + " --connections "
            + connections
            + (address == null ? "" : " --broker " + address)
            + only.stream().map(name -> " --only '" + name + "'").collect(Collectors.joining()));
    Path folder = Files.createTempDirectory("freeworker-siege");
    try (Besieged broker =
        where == null
            ? Besieged.start(home, folder)
            : Besieged.running(where, key == null ? Home.clientKey() : key)) {
      return attack(broker, chosen, talk);
    } finally {
      Scratch.remove(folder);
    }
  }

  private int attack(Besieged broker, long seed, PrintWriter talk)
      throws IOException, InterruptedException {
    List<Assault> assaults =
        new ArrayList<>(Assaults.of(broker.where(), KeyFile.read(broker.key()), connections));
    assaults.removeIf(assault -> !only.isEmpty() && !only.contains(assault.name()));
    if (assaults.isEmpty()) {
      err.println("siege: no attack has the name " + String.join(", ", only) + ".");
      return 2;
    }
    if (!json) {
      talk.println(Stand.head());
    }
    Siege.Outcome outcome =
        new Siege(broker, seed, Duration.ofSeconds(seconds))
            .run(assaults, stand -> talk.println(stand.line()));
    if (json) {
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

package freeworker.bench.growth;

import freeworker.bench.growth.Stopwatch.Command;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The part SCALE: what one ledger decides, and how much memory it needs, with clients by the
 * million.
 */
final class Scale {
  /** The heap in which it is run. */
  static final String HEAP = "-Xmx3g";

  private static final World.Size LARGE = new World.Size(100_000, 1_000_000, 1, 50, 50);
  private static final World.Size SMALL = new World.Size(1_000, 10_000, 1, 2, 5);
  private static final int OWNERS = 1_000;

  private final List<List<String>> decided = new ArrayList<>();
  private final List<List<String>> memory = new ArrayList<>();
  private final List<List<String>> commands = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>();

  private Scale() {}

  /** Runs the world twice: with one owner of all clients, and with many. */
  static Findings measure(boolean quick) {
    World.Size size = quick ? SMALL : LARGE;
    var scale = new Scale();
    scale.live(size, "one owner");
    int owners = quick ? OWNERS / 100 : OWNERS;
    scale.live(
        new World.Size(size.workers(), size.clients(), owners, size.deaths(), size.leaving()),
        String.format(Locale.ROOT, "%,d owners", owners));
    return scale.findings(size);
  }

  private Findings findings(World.Size size) {
    String world =
        String.format(Locale.ROOT, "%,d workers and %,d clients", size.workers(), size.clients());
    return new Findings(
        List.of(
            new Table(
                "Scale, " + world + ", heap " + HEAP + ": what one core can decide",
                List.of(
                    "",
                    "claims/s of the clients",
                    "waiting in the end",
                    "commands of the ledger a claim",
                    "ledger: us a claim with all of them",
                    "claims/s of one core",
                    "with the simulated clients"),
                decided),
            new Table(
                "Scale, what a command costs, ns",
                heads(
                    "",
                    Arrays.stream(Command.values())
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .toList()),
                commands),
            new Table(
                "Scale, bytes of heap",
                List.of(
                    "",
                    "a client's session",
                    "a waiting place",
                    "a worker that has served",
                    "all, in the end"),
                memory)),
        promises);
  }

  private static List<String> heads(String first, List<String> more) {
    List<String> heads = new ArrayList<>();
    heads.add(first);
    heads.addAll(more);
    return heads;
  }

  private void live(World.Size size, String words) {
    var watch = new Stopwatch();
    var world = new World(size, watch);
    long before = heap();
    world.enter();
    long entered = heap();
    world.waitFor(1);
    long waiting = heap();
    world.waitFor(0);
    world.begin();
    world.run(8);
    measured(world, watch, words + ", calm");
    world.thinkFor(5);
    world.run(8);
    measured(world, watch, words + ", a rush");
    world.end();
    world.run(22);
    long after = heap();
    memory.add(
        List.of(
            words,
            bytes(entered - before, size.clients()),
            bytes(waiting - entered, size.clients()),
            bytes(after - entered, size.workers()),
            ((after - before) >> 20) + " MiB"));
    promises.add(
        new Promise(
            words + ": no worker was lent twice, nobody was served before his turn",
            String.format(Locale.ROOT, "%,d leases", world.books().lent()),
            true));
    boolean served = world.books().allServed(world.ledger()::knows);
    promises.add(
        new Promise(
            words + ": everybody was served in the end, and every worker is free",
            String.format(
                Locale.ROOT,
                "%,d wait, %,d are lent, %,d are free",
                world.ledger().waiting(),
                world.books().held(),
                world.ledger().idle()),
            served && world.ledger().waiting() == 0 && world.books().held() == 0));
  }

  private void measured(World world, Stopwatch watch, String words) {
    int seconds = 5;
    watch.reset();
    long lent = world.books().lent();
    long began = System.nanoTime();
    world.run(seconds);
    long took = System.nanoTime() - began;
    double claims = world.books().lent() - lent;
    decided.add(
        List.of(
            words,
            String.format(Locale.ROOT, "%,.0f", claims / seconds),
            String.format(Locale.ROOT, "%,d", world.ledger().waiting()),
            String.format(Locale.ROOT, "%.1f", watch.count() / claims),
            String.format(Locale.ROOT, "%.2f", watch.sum() / claims / 1e3),
            String.format(Locale.ROOT, "%,.0f", 1e9 * claims / watch.sum()),
            String.format(Locale.ROOT, "%,.0f", 1e9 * claims / took)));
    commands.add(
        heads(
            words,
            Arrays.stream(Command.values())
                .map(
                    command ->
                        watch.count(command) == 0
                            ? ""
                            : String.format(Locale.ROOT, "%,.0f", watch.mean(command)))
                .toList()));
  }

  private static String bytes(long all, int each) {
    return String.format(Locale.ROOT, "%,.0f", (double) all / each);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 2; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}

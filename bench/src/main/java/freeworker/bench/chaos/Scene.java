package freeworker.bench.chaos;

import freeworker.bench.run.Child;
import freeworker.wire.Broker;
import freeworker.wire.Standing;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real broker with real workers, clients that keep them busy, and the network between them. */
final class Scene implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(30);
  private static final Pattern DIED =
      Pattern.compile(".*\"text\":\\s*\"worker (\\d+) died: pid (\\d+) .*");

  private final Terms terms;
  private final Path home;
  private final Path folder;
  private final Whereabouts whereabouts = new Whereabouts();
  private final List<Party> clients = new ArrayList<>();
  private final List<Party> pastClients = new ArrayList<>();
  private final Thread atExit = new Thread(this::end, "ends-chaos");
  private Party broker;
  private int port;
  private @Nullable Broker desk;
  private @Nullable FaultProxy network;
  private int clientsStarted;

  /**
   * Starts everybody and waits until the broker is ready.
   *
   * @param home where the programs are
   * @param folder where all records go
   */
  @SuppressWarnings("this-escape")
  Scene(Terms terms, Path home, Path folder) throws IOException, InterruptedException {
    this.terms = terms;
    this.home = home;
    this.folder = folder;
    Files.createFile(stamps());
    Runtime.getRuntime().addShutdownHook(atExit);
    broker = startBroker();
    if (terms.cut()) {
      network = new FaultProxy(port);
    }
    for (int i = 0; i < terms.clients(); i++) {
      clients.add(startClient());
    }
  }

  Path stamps() {
    return folder.resolve("stamps.log");
  }

  Path log(Party client) {
    return folder.resolve("client-" + client.name() + ".log");
  }

  /** Where the profile of a broker is, counted from 1. */
  Path profiles(int number) {
    boolean last = number == whereabouts.brokers() && !broker.killed();
    return folder.resolve(last ? "profiling" : "profiling-" + number);
  }

  Whereabouts whereabouts() {
    return whereabouts;
  }

  Party broker() {
    return broker;
  }

  List<Party> clients() {
    return clients;
  }

  /** All clients there ever were. */
  List<Party> allClients() {
    List<Party> all = new ArrayList<>(pastClients);
    all.addAll(clients);
    return all;
  }

  /** What carries the connections of the clients; null when nothing stands between. */
  @Nullable FaultProxy network() {
    return network;
  }

  private Party startBroker() throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
                home.resolve("bin").resolve("broker").toString(),
                String.valueOf(terms.workers()),
                "--port",
                String.valueOf(port),
                "--json")
            .directory(folder.toFile());
    command.environment().putAll(environment());
    BlockingQueue<Integer> ready = new LinkedBlockingQueue<>();
    var started =
        new Party("broker", command, folder.resolve("broker.err"), line -> hear(line, ready));
    Integer answer = ready.poll(START.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      Party.signal(started.handle(), "KILL");
      throw new IOException(
          "The broker was not ready within " + START.toSeconds() + " s; see " + folder + ".");
    }
    port = answer;
    whereabouts.broker(started.handle().pid());
    desk = null;
    return started;
  }

  private Map<String, String> environment() {
    return Map.of(
        "FREEWORKER_HOME",
        folder.resolve("home").toString(),
        "FREEWORKER_REBUILD",
        "0",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  private void hear(String line, BlockingQueue<Integer> ready) {
    long at = System.nanoTime();
    Matcher started = Child.READY.matcher(line);
    if (started.matches()) {
      ready.add(Integer.valueOf(started.group(1)));
    }
    Matcher died = DIED.matcher(line);
    if (died.matches()) {
      long pid = Long.parseLong(died.group(2));
      whereabouts.placed(pid, Integer.parseInt(died.group(1)));
      whereabouts.dies(pid, at);
    }
  }

  /** Looks which processes there are, and asks the broker which of them works where. */
  void look() {
    workers().forEach(whereabouts::seen);
    if (whereabouts.isStopped(broker.handle().pid())) {
      return;
    }
    try {
      for (Standing.WorkerStanding worker : desk().standing().workers()) {
        if (worker.pid() > 0) {
          whereabouts.placed(worker.pid(), worker.number());
        }
      }
    } catch (IOException e) {
      // A broker that was just killed; the next one is asked again.
    }
  }

  // One for each broker: another stub would come by a connection of its own, and leave it open for
  // 15 s.
  private Broker desk() throws IOException {
    Broker asked = desk;
    if (asked == null) {
      var visit = Visit.by(folder.resolve("home/keys/client.key"), "127.0.0.1", port, false);
      asked = visit.ask('B', Broker.class);
      desk = asked;
    }
    return asked;
  }

  /** The worker processes that there are, also one that stands by. */
  List<ProcessHandle> workers() {
    return broker.handle().children().filter(ProcessHandle::isAlive).toList();
  }

  /** Kills the broker, and starts another at the same place. */
  void replaceBroker() throws IOException, InterruptedException {
    look();
    long at = System.nanoTime();
    for (ProcessHandle worker : workers()) {
      whereabouts.dies(worker.pid(), at);
    }
    broker.kill();
    Files.move(folder.resolve("profiling"), profiles(whereabouts.brokers()));
    broker = startBroker();
  }

  /** Puts a new client in the place of one that is gone. */
  void replaceClient(int place) throws IOException {
    pastClients.add(clients.get(place));
    clients.set(place, startClient());
  }

  private Party startClient() throws IOException {
    int number = ++clientsStarted;
    String name = String.valueOf(number);
    FaultProxy between = network;
    String address =
        "rmi://localhost:%d?key=%s&patience=30s%s"
            .formatted(
                between == null ? port : between.port(),
                folder.resolve("home/keys/client.key"),
                between == null ? "" : "&tls=true");
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LoadMain.class.getName(),
                address,
                name,
                String.valueOf(terms.seed() * 1_000 + number),
                folder.resolve("client-" + name + ".log").toString(),
                stamps().toString())
            .directory(folder.toFile());
    command.environment().putAll(environment());
    return new Party(name, command, folder.resolve("client-" + name + ".err"), line -> {});
  }

  /** Asks the broker to end, as an operator would. */
  boolean stopBroker() throws IOException, InterruptedException {
    Party.signal(broker.handle(), "TERM");
    return broker.await(END);
  }

  /** Ends whatever still runs; all that was seen, and all that was started since. */
  private void end() {
    List<ProcessHandle> all = new ArrayList<>(whereabouts.seen());
    all.addAll(broker.handle().descendants().toList());
    all.add(broker.handle());
    clients.forEach(client -> all.add(client.handle()));
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws IOException {
    end();
    if (network != null) {
      network.close();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM ends, and the hook with it.
    }
  }
}

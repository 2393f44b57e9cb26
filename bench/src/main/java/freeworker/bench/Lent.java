package freeworker.bench;

import freeworker.bench.run.Child;
import freeworker.bench.run.Running;
import freeworker.wire.Broker;
import freeworker.wire.Standing;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real broker with its workers, and a client. */
final class Lent implements AutoCloseable {
  private final Path home;
  private final int count;
  private final Running running;
  private final List<Child> clients = new ArrayList<>();
  private final List<ProcessHandle> workers;

  /**
   * @param home where the programs are
   */
  Lent(Path home, int count) throws IOException, InterruptedException {
    this.home = home;
    this.count = count;
    running = new Running(home, count);
    try {
      clients.add(client());
      workers = workers();
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
  }

  private Child client() throws IOException {
    return Child.java(
        "client",
        ClientMain.class,
        List.of(),
        List.of(String.valueOf(running.port())),
        Map.of("FREEWORKER_HOME", running.keys().toString()));
  }

  /** The workers in the order of their numbers, then the spare ones. */
  private List<ProcessHandle> workers() throws IOException {
    var visit = Visit.by(running.key(), "127.0.0.1", running.port(), false);
    Standing standing = visit.ask('B', Broker.class).standing();
    List<ProcessHandle> workers = new ArrayList<>();
    for (Standing.WorkerStanding worker : standing.workers()) {
      workers.add(ProcessHandle.of(worker.pid()).orElseThrow());
    }
    for (ProcessHandle process : running.broker().family()) {
      if (!process.equals(running.broker().handle()) && !workers.contains(process)) {
        workers.add(process);
      }
    }
    return workers;
  }

  /** Another broker and its client, which run in a folder and use the keys of this one. */
  Plan another(Path folder) throws IOException {
    String port = Kit.port();
    ProcessBuilder broker = program("broker", String.valueOf(count), "--port", port, "--json");
    Running.keepWithin(folder, broker);
    var caller = new ProcessBuilder(Child.command(ClientMain.class, List.of(), List.of(port)));
    caller.environment().putAll(running.environment());
    return new Plan(List.of(broker), List.of(), caller);
  }

  /** A program of the home that uses the keys of this broker. */
  ProcessBuilder program(String name, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    var program = new ProcessBuilder(command);
    program.environment().putAll(running.environment());
    return program;
  }

  /** Where this broker is, for programs. */
  String address() {
    return "localhost:" + running.port();
  }

  /** The side with so many clients; those that are missing are started. */
  Side side(int count) throws IOException {
    while (clients.size() < count) {
      clients.add(client());
    }
    return new Side(clients.subList(0, count), List.of(running.broker().handle()), workers);
  }

  /** The folder into which the broker records. */
  Path profile() {
    return running.folder().resolve("profiling");
  }

  /** What the broker said since it was ready. */
  List<String> notices() {
    return running.broker().unheard();
  }

  /** Stops the broker; says how many tasks its profile says were finished. */
  long stop() throws IOException, InterruptedException {
    return running.stop();
  }

  @Override
  public void close() throws IOException {
    clients.forEach(Child::close);
    running.close();
  }
}

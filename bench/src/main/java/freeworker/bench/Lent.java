package freeworker.bench;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real broker with its workers, recording into a folder that goes with it; and a client. */
final class Lent implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile(".*\"event\":\\s*\"ready\".*\"port\":\\s*(\\d+).*");

  private final Path folder;
  private final Child broker;
  private final Child client;
  private final Side side;

  /**
   * @param home where the programs are
   */
  Lent(Path home, int count) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("freeworker-bench");
    var command =
        new ProcessBuilder(
                home.resolve("bin").resolve("broker").toString(),
                String.valueOf(count),
                "--port",
                "0",
                "--json")
            .directory(folder.toFile());
    Path keys = folder.resolve("home");
    Map<String, String> environment = command.environment();
    environment.put("FREEWORKER_HOME", keys.toString());
    environment.put("FREEWORKER_REBUILD", "0");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Child started = null;
    try {
      started = Child.start("broker", command);
      int port = port(started);
      client =
          Child.java(
              "client",
              ClientMain.class,
              List.of(),
              List.of(String.valueOf(port)),
              Map.of("FREEWORKER_HOME", keys.toString()));
      broker = started;
      side =
          new Side(client, broker.handle(), workers(broker, port, keys.resolve("keys/client.key")));
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (started != null) {
        started.close();
      }
      Scratch.remove(folder);
      throw e;
    }
  }

  private static int port(Child broker) throws IOException, InterruptedException {
    while (true) {
      Matcher ready = READY.matcher(broker.hear(START));
      if (ready.matches()) {
        return Integer.parseInt(ready.group(1));
      }
    }
  }

  /** The workers in the order of their numbers, then the spare ones. */
  private static List<ProcessHandle> workers(Child broker, int port, Path key) throws IOException {
    var visit = Visit.by(key, "127.0.0.1", port, false);
    Standing standing = visit.ask('B', Broker.class).standing();
    List<ProcessHandle> workers = new ArrayList<>();
    for (Standing.WorkerStanding worker : standing.workers()) {
      workers.add(ProcessHandle.of(worker.pid()).orElseThrow());
    }
    for (ProcessHandle process : broker.family()) {
      if (!process.equals(broker.handle()) && !workers.contains(process)) {
        workers.add(process);
      }
    }
    return workers;
  }

  Side side() {
    return side;
  }

  /** What the broker said since it was ready. */
  List<String> notices() {
    return broker.unheard();
  }

  /**
   * Stops the broker as an operator would.
   *
   * @return how many tasks its profile says were finished
   */
  long stop() throws IOException, InterruptedException {
    int code = broker.stop();
    if (code != 0) {
      throw new IOException("The broker ended with exit code " + code + ".");
    }
    return Profile.finished(folder.resolve("profiling"));
  }

  @Override
  public void close() throws IOException {
    client.close();
    broker.close();
    Scratch.remove(folder);
  }
}

package freeworker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real broker with its workers, recording into a folder that goes with it. */
final class Running implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern READY =
      Pattern.compile(".*\"event\":\\s*\"ready\".*\"port\":\\s*(\\d+).*");

  private final Path folder;
  private final Child broker;
  private final int port;

  /**
   * @param home where the programs are
   */
  Running(Path home, int workers) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("freeworker-bench");
    var command =
        new ProcessBuilder(
                home.resolve("bin").resolve("broker").toString(),
                String.valueOf(workers),
                "--port",
                "0",
                "--json")
            .directory(folder.toFile());
    Map<String, String> environment = command.environment();
    environment.put("FREEWORKER_HOME", keys().toString());
    environment.put("FREEWORKER_REBUILD", "0");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Child started = null;
    try {
      started = Child.start("broker", command);
      port = port(started);
      broker = started;
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

  Child broker() {
    return broker;
  }

  int port() {
    return port;
  }

  Path folder() {
    return folder;
  }

  /** Its home of Freeworker. */
  Path keys() {
    return folder.resolve("home");
  }

  Path key() {
    return keys().resolve("keys/client.key");
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
    broker.close();
    Scratch.remove(folder);
  }
}

package freeworker.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real broker with its workers, recording into a folder that goes with it. */
public final class Running implements AutoCloseable {
  private final Path folder;
  private final Child broker;
  private final int port;
  private final Thread atExit = new Thread(this::abandon, "removes-folder");

  /**
   * @param home where the programs are
   */
  public Running(Path home, int workers) throws IOException, InterruptedException {
    this(home, workers, "");
  }

  /**
   * @param home where the programs are
   * @param flags more of the broker's JVM
   */
  public Running(Path home, int workers, String flags) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("freeworker-bench");
    var command =
        new ProcessBuilder(
                home.resolve("bin").resolve("broker").toString(),
                String.valueOf(workers),
                "--port",
                "0",
                "--json")
            .directory(folder.toFile());
    command.environment().putAll(environment());
    keepWithin(folder, command);
    command.environment().merge("JAVA_OPTS", flags, (given, own) -> given + " " + own);
    Child started = null;
    try {
      started = Child.start("broker", command);
      port = started.port();
      broker = started;
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (started != null) {
        started.close();
      }
      Scratch.remove(folder);
      throw e;
    }
  }

  /** Has a broker keep what is temporary in a folder; one that is killed does not remove it. */
  public static void keepWithin(Path folder, ProcessBuilder broker) {
    broker
        .environment()
        .merge("JAVA_OPTS", "-Djava.io.tmpdir=" + folder, (given, own) -> given + " " + own);
  }

  public Child broker() {
    return broker;
  }

  public int port() {
    return port;
  }

  public Path folder() {
    return folder;
  }

  /** What a broker and its clients have to be told so that they use its keys. */
  public Map<String, String> environment() {
    return Map.of(
        "FREEWORKER_HOME", keys().toString(),
        "FREEWORKER_REBUILD", "0",
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /** Its home of Freeworker. */
  public Path keys() {
    return folder.resolve("home");
  }

  public Path key() {
    return keys().resolve("keys/client.key");
  }

  /**
   * Stops the broker as an operator would.
   *
   * @return how many tasks its profile says were finished
   */
  public long stop() throws IOException, InterruptedException {
    int code = broker.stop();
    if (code != 0) {
      throw new IOException("The broker ended with exit code " + code + ".");
    }
    return Profile.finished(folder.resolve("profiling"));
  }

  private void abandon() {
    try {
      broker.close();
      Scratch.remove(folder);
    } catch (IOException | UncheckedIOException e) {
      // It is a folder for what is temporary.
    }
  }

  @Override
  public void close() throws IOException {
    broker.close();
    Scratch.remove(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }
}

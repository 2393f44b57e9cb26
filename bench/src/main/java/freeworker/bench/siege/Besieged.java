package freeworker.bench.siege;

import freeworker.Engine;
import freeworker.bench.run.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The broker that is attacked: one of this run's own, or one that runs already. */
final class Besieged implements AutoCloseable {
  /** The heap of a broker of our own. */
  static final int HEAP_MIB = 128;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final InetSocketAddress where;
  private final Path key;
  private final @Nullable Child process;

  private Besieged(InetSocketAddress where, Path key, @Nullable Child process) {
    this.where = where;
    this.key = key;
    this.process = process;
  }

  /** A broker that runs already, as its holder of a key sees it. */
  static Besieged running(InetSocketAddress where, Path key) {
    return new Besieged(where, key, null);
  }

  /**
   * Starts a broker with one worker and little memory.
   *
   * @param home where the programs are
   * @param folder where it keeps all that is its own
   */
  static Besieged start(Path home, Path folder) throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
                home.resolve("bin").resolve("broker").toString(), "1", "--port", "0", "--json")
            .directory(folder.toFile());
    command.environment().putAll(environment(folder));
    command.environment().put("JAVA_OPTS", "-Xmx" + HEAP_MIB + "m -XX:+ExitOnOutOfMemoryError");
    Child child = Child.start("broker", command);
    try {
      int port = child.port();
      return new Besieged(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          folder.resolve("home/keys/client.key"),
          child);
    } catch (IOException | InterruptedException | RuntimeException e) {
      child.close();
      throw e;
    }
  }

  /** What the programs of a run find in their environment. */
  static Map<String, String> environment(Path folder) {
    return Map.of(
        "FREEWORKER_HOME",
        folder.resolve("home").toString(),
        "FREEWORKER_REBUILD",
        "0",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }

  InetSocketAddress where() {
    return where;
  }

  Path key() {
    return key;
  }

  /** Whether it is this run's own, so that its memory and threads can be judged. */
  boolean own() {
    return process != null;
  }

  boolean alive() {
    return process == null || process.handle().isAlive();
  }

  Vitals vitals() {
    return process == null ? Vitals.UNKNOWN : Vitals.of(process.handle().pid());
  }

  /** Has a new client run one task; answers how long it took, however long that was. */
  Duration serve() throws IOException, InterruptedException {
    long began = System.nanoTime();
    var nine = new CompletableFuture<Integer>();
    var client =
        new Thread(
            () -> {
              try (Engine engine = Engine.open(address())) {
                nine.complete(engine.run(() -> 3 * 3));
              } catch (RuntimeException e) {
                nine.completeExceptionally(e);
              }
            },
            "honest-client");
    client.setDaemon(true);
    client.start();
    try {
      int answer = nine.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (answer != 9) {
        throw new IOException("A client was told that 3 * 3 is " + answer + ".");
      }
    } catch (ExecutionException e) {
      throw new IOException("A client was not served: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("A client was not served within " + LONGEST.toSeconds() + " s.", e);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private String address() {
    return "rmi://localhost:" + where.getPort() + "?patience=10s&key=" + key;
  }

  /** The bytes of the heap that are in use after a collection, or 0 where nobody can tell. */
  long keptHeap() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (process == null || !Files.isExecutable(jcmd)) {
      return 0;
    }
    Process asked =
        new ProcessBuilder(
                List.of(
                    jcmd.toString(), String.valueOf(process.handle().pid()), "GC.class_histogram"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    Matcher total = Pattern.compile("Total +\\d+ +(\\d+)").matcher(said);
    return total.find() ? Long.parseLong(total.group(1)) : 0;
  }

  /** Stops it as an operator would; answers its exit code. */
  int stop() throws IOException, InterruptedException {
    return Objects.requireNonNull(process, "a broker of our own").stop();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}

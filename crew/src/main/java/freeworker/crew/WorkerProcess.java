package freeworker.crew;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** One process of a crew: spare until it gets a place. */
final class WorkerProcess {
  private static final int LAST_WORDS = 5;
  private static final int LINE_LIMIT = 500;

  /** What a task may know of its supervisor's environment; everything else may be a secret. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SystemRoot");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String crew;
  private final Scratch scratch;
  private final Process process;
  private final byte[] secret;
  private final Deque<String> lastWords = new ArrayDeque<>();
  private final BiConsumer<WorkerProcess, String> said;
  private final Thread listener;
  private volatile int number = -1;
  private volatile long epoch;
  private volatile boolean ready;
  private volatile String ended = "";

  /**
   * Starts a process with exactly two jars on its class path.
   *
   * @param crew with which its name begins
   * @param lib the folder of the jars
   * @param said told of each line of its output
   */
  WorkerProcess(String crew, Path lib, BiConsumer<WorkerProcess, String> said) throws IOException {
    this.crew = crew;
    this.said = said;
    secret = new byte[32];
    RANDOM.nextBytes(secret);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        lib.resolve("freeworker-api.jar")
            + File.pathSeparator
            + lib.resolve("freeworker-worker.jar");
    scratch = new Scratch();
    var builder =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // What the JDK remembers softly about a task's classes must not outlive their
                // loader.
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                // Thread-locals of a task end with it.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                classPath,
                "freeworker.worker.WorkerMain",
                scratch.toString())
            .directory(scratch.folder().toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name));
    builder.environment().put("TMPDIR", scratch.toString());
    try {
      process = builder.start();
    } catch (IOException e) {
      scratch.remove();
      throw e;
    }
    listener = new Thread(this::listen, "worker-output-" + process.pid());
    listener.setDaemon(true);
    listener.start();
  }

  /** Tells it where its broker is, and what to prove there. */
  void meet(Endpoint broker) throws IOException {
    say(broker.words() + " " + id() + " " + HexFormat.of().formatHex(secret));
  }

  /** Gives it the place in which it works. */
  void place(int number, long epoch) throws IOException {
    this.number = number;
    this.epoch = epoch;
    say(number + " " + epoch);
  }

  /** The name by which it comes to the broker. */
  String id() {
    return crew + "-" + process.pid();
  }

  /** What it proves itself with; made for this process alone. */
  byte[] secret() {
    return secret;
  }

  void ready() {
    ready = true;
  }

  boolean isReady() {
    return ready;
  }

  int number() {
    return number;
  }

  long epoch() {
    return epoch;
  }

  long pid() {
    return process.pid();
  }

  /** Runs the action when the process has ended. */
  CompletableFuture<Void> onExit(Runnable action) {
    return process.onExit().thenRun(scratch::remove).thenRun(action);
  }

  /** How it ended; only after its exit. */
  Death death() {
    try {
      listener.join(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lastWords) {
      return new Death(
          id(), number, epoch, pid(), process.exitValue(), ended, List.copyOf(lastWords));
    }
  }

  /** Asks it to end: a worker ends with its standard input. */
  void dismiss() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Ends it at once, for a reason that is not its own. */
  void kill(String why) {
    ended = why;
    kill();
  }

  Process process() {
    return process;
  }

  private void say(String line) throws IOException {
    OutputStream out = process.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void listen() {
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      ShortLines.read(output, LINE_LIMIT, this::hear);
    } catch (IOException | UncheckedIOException e) {
      // Its end closes the stream, and is told by the process itself.
    }
  }

  private void hear(String line) {
    synchronized (lastWords) {
      lastWords.add(line);
      if (lastWords.size() > LAST_WORDS) {
        lastWords.remove();
      }
    }
    said.accept(this, line);
  }
}

package freeworker.crew;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** One process of a crew: spare until it gets a place. */
final class WorkerProcess {
  private static final int LINE_LIMIT = 500;

  /** What a task may know of its supervisor's environment; everything else may be a secret. */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SystemRoot");

  /**
   * The heap that it begins its objects in. Without that it would be a share of the machine's
   * memory, and tasks that leave nothing behind would fill all of it before they are collected.
   */
  private static final long YOUNG = 24 << 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Gives a process a session of its own, so that it has no terminal and one signal ends all that
   * it started, and lets it write no core.
   */
  private static final List<String> SESSION =
      List.of("/usr/bin/setsid", "/usr/bin/prlimit", "--core=0");

  private static final boolean SESSIONS =
      SESSION.subList(0, 2).stream().map(Path::of).allMatch(Files::isExecutable);

  private final String crew;
  private final long memory;
  private final Account account;
  private final Scratch scratch;
  private final Process process;
  private final byte[] secret;
  private final LastWords lastWords = new LastWords();
  private final BiConsumer<WorkerProcess, String> said;
  private final Thread listener;
  private final CompletableFuture<Boolean> gone;
  private volatile int number = -1;
  private volatile long epoch;
  private volatile boolean ready;
  private volatile boolean hushed;
  private volatile boolean dismissed;
  private volatile String ended = "";

  /**
   * Starts a process with exactly two jars on its class path.
   *
   * @param crew with which its name begins
   * @param lib the folder of the jars
   * @param memory the bytes of heap that it may have
   * @param said told of each line of its output
   */
  WorkerProcess(
      String crew, Path lib, long memory, Account account, BiConsumer<WorkerProcess, String> said)
      throws IOException {
    this.crew = crew;
    this.memory = memory;
    this.account = account;
    this.said = said;
    secret = new byte[32];
    RANDOM.nextBytes(secret);
    scratch = new Scratch(account);
    var builder =
        new ProcessBuilder(command(lib))
            .directory(scratch.folder().toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !ENVIRONMENT.contains(name));
    environment.put("TMPDIR", scratch.toString());
    if (!account.own()) {
      environment.put("USER", account.name());
      environment.put("HOME", scratch.toString());
    }
    try {
      process = builder.start();
    } catch (IOException e) {
      scratch.remove();
      throw e;
    }
    gone =
        process
            .onExit()
            .thenRun(this::endWhatItStarted)
            .thenRun(scratch::remove)
            .handle((done, failed) -> failed == null);
    listener = new Thread(this::listen, "worker-output-" + process.pid());
    listener.setDaemon(true);
    listener.start();
  }

  /** The two jars of its class path. */
  static List<Path> jars(Path lib) {
    return List.of(lib.resolve("freeworker-api.jar"), lib.resolve("freeworker-worker.jar"));
  }

  /** The program that it is. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private List<String> command(Path lib) {
    List<String> java = new ArrayList<>();
    java.add(java().toString());
    java.addAll(Archive.flags(lib, scratch));
    if (memory >= 3 * YOUNG) {
      java.add("-XX:NewSize=" + (YOUNG >> 10) + "k");
    }
    java.addAll(
        List.of(
            "-Xmx" + (memory >> 10) + "k",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            // What it leaves when it crashes goes with its folder.
            "-XX:ErrorFile=" + scratch.folder().resolve("crash.log"),
            "-XX:-UsePerfData",
            // What the JDK remembers softly about a task's classes must not outlive their
            // loader.
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            // Thread-locals of a task end with it.
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + scratch,
            "-cp",
            jars(lib).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            "freeworker.worker.WorkerMain",
            scratch.toString()));
    List<String> command = new ArrayList<>();
    if (SESSIONS) {
      command.addAll(SESSION);
    }
    command.addAll(account.command(java));
    return command;
  }

  /** Tells it where its broker is, and what to prove there. */
  void meet(Endpoint broker) throws IOException {
    say(broker.words() + " " + id() + " " + HexFormat.of().formatHex(secret));
  }

  /**
   * Gives it the place in which it works.
   *
   * @param hushed whether nobody is to hear what it writes until it is ready
   */
  void place(int number, long epoch, boolean hushed) {
    this.number = number;
    this.epoch = epoch;
    this.hushed = hushed;
    try {
      say(number + " " + epoch);
    } catch (IOException e) {
      // Its end is told like any other.
      kill();
    }
  }

  /** The name by which it comes to the broker. */
  String id() {
    return crew + "-" + process.pid();
  }

  /** What it proves itself with; made for this process alone. */
  byte[] secret() {
    return secret;
  }

  Account account() {
    return account;
  }

  void ready() {
    hushed = false;
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

  /** The end of the process, and of all that it started and wrote; whether nothing is left. */
  CompletableFuture<Boolean> gone() {
    return gone;
  }

  private void endWhatItStarted() {
    if (SESSIONS) {
      try {
        Account.said(List.of("sh", "-c", "kill -KILL -" + pid()));
      } catch (IOException e) {
        // It started nothing, or that has ended too.
      }
    }
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
          id(), number, epoch, pid(), process.exitValue(), ended, memory, lastWords.lines());
    }
  }

  /** Asks it to end: a worker ends with its standard input. */
  void dismiss() {
    dismissed = true;
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
    if (dismissed && !Archive.isWritten()) {
      // It has said all; its JVM would wait for its own threads that read, for 300 ms.
      process.destroyForcibly();
    }
  }

  private void hear(String line) {
    synchronized (lastWords) {
      lastWords.hear(line);
    }
    if (!hushed) {
      said.accept(this, line);
    }
  }
}

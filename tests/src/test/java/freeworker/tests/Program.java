package freeworker.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of the home, started as a user starts it, and ended with its test. */
final class Program implements AutoCloseable {
  /** How long a test waits for what must come. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  /** How long at most processes live on whose supervisor has ended or is told to stop. */
  static final Duration ORPHANED = Duration.ofSeconds(5);

  /** Programs of tests do not last for the second compiler, which takes a core from the others. */
  private static final String BRIEF = "-XX:TieredStopAtLevel=1";

  private final Process process;
  private final Lines out;
  private final Lines err;

  private Program(Process process) {
    this.process = process;
    this.out = new Lines(process.getInputStream(), "out-" + process.pid());
    this.err = new Lines(process.getErrorStream(), "err-" + process.pid());
  }

  /** Where the build put the programs. */
  static Path home() {
    return Path.of(System.getProperty("freeworker.home")).toAbsolutePath().normalize();
  }

  /** Starts {@code bin/NAME ARGUMENTS} in a folder, with a Freeworker home of its own there. */
  static Program start(Path folder, String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(folder, command, Map.of("JAVA_OPTS", BRIEF));
  }

  /**
   * The command as a terminal starts it: an interrupt reaches it also where this build runs in the
   * background and ignores interrupts, which children would inherit.
   */
  static List<String> interruptible(List<String> command) {
    List<String> started = new ArrayList<>(List.of("env", "--default-signal=INT"));
    started.addAll(command);
    return started;
  }

  /** Starts a program of one source file, which has nothing of ours but the client. */
  static Program source(Path folder, Path source, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(home().resolve("lib/freeworker-client.jar").toString());
    command.add(source.toString());
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  /** Starts any command in a folder. */
  static Program run(Path folder, List<String> command) throws IOException {
    return run(folder, command, Map.of());
  }

  private static Program run(Path folder, List<String> command, Map<String, String> more)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("FREEWORKER_HOME", folder.resolve("home").toString());
    environment.put("FREEWORKER_REBUILD", "0");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.remove("JAVA_OPTS");
    environment.putAll(more);
    return new Program(builder.start());
  }

  long pid() {
    return process.pid();
  }

  Process process() {
    return process;
  }

  /** Waits for a line that holds the pattern, on either output. */
  Matcher awaitLine(String pattern) throws InterruptedException {
    var wanted = Pattern.compile(pattern);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    synchronized (out) {
      // Both outputs tell the same monitor, which is enough for one waiter.
      while (true) {
        for (String line : all()) {
          Matcher matcher = wanted.matcher(line);
          if (matcher.find()) {
            return matcher;
          }
        }
        long left = deadline - System.nanoTime();
        if (left <= 0 || (out.ended && err.ended)) {
          throw new AssertionError(
              "No line with '" + pattern + "' in:\n" + String.join("\n", all()));
        }
        out.wait(left / 1_000_000 + 1);
      }
    }
  }

  /** Says a line to it. */
  void say() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Waits for its end. */
  int awaitExit() throws InterruptedException {
    return awaitExit(LIMIT);
  }

  /** Waits for the end of one that works for longer. */
  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("Still running:\n" + String.join("\n", all()));
    }
    out.join();
    err.join();
    return process.exitValue();
  }

  /** Waits until all of these have ended, which have nobody any more who needs them. */
  static void awaitEnd(List<ProcessHandle> orphans) throws Exception {
    for (ProcessHandle orphan : orphans) {
      orphan.onExit().get(ORPHANED.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Sends a signal to it alone. */
  void signal(String name) throws IOException, InterruptedException {
    signal(name, String.valueOf(pid()));
  }

  static void signal(String name, String target) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, "--", target).start().waitFor();
    if (code != 0) {
      throw new AssertionError("kill -" + name + " " + target + " failed with " + code);
    }
    if (name.equals("STOP")) {
      awaitStopped(target);
    }
  }

  /** On a busy machine threads still run after the signal, until the first has taken it. */
  private static void awaitStopped(String pid) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String state = "";
    while (!state.startsWith("T")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Process " + pid + " was told to stop and is in state " + state);
      }
      Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", pid).start();
      state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      ps.waitFor();
    }
  }

  List<String> out() {
    return out.copy();
  }

  List<String> err() {
    return err.copy();
  }

  private List<String> all() {
    List<String> all = new ArrayList<>(out.copy());
    all.addAll(err.copy());
    return all;
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** What one output said so far. */
  private final class Lines {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;
    private volatile boolean ended;

    Lines(InputStream stream, String name) {
      reader = new Thread(() -> read(stream), name);
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream stream) {
      try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          add(line);
        }
      } catch (IOException | UncheckedIOException e) {
        // The end of the program ends its output.
      } finally {
        ended = true;
        tell();
      }
    }

    private void add(String line) {
      synchronized (lines) {
        lines.add(line);
      }
      tell();
    }

    private void tell() {
      Object monitor = out == null ? this : out;
      synchronized (monitor) {
        monitor.notifyAll();
      }
    }

    List<String> copy() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    void join() throws InterruptedException {
      reader.join(LIMIT.toMillis());
    }
  }
}

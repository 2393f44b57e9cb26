package freeworker.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;

/** A process of this run: hears lines, answers lines, and does not outlive the run. */
public final class Child implements AutoCloseable {
  private static final Duration LAST_WAIT = Duration.ofSeconds(20);
  private static final Duration START = Duration.ofSeconds(60);
  private static final String END = "\u0000";

  /** What a broker says with {@code --json} when it is ready, and on which port. */
  public static final Pattern READY =
      Pattern.compile(".*\"event\":\\s*\"ready\".*\"port\":\\s*(\\d+).*");

  private final String name;
  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final Thread listener;
  private final Thread atExit;

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
    this.listener = new Thread(this::listen, "hears-" + name);
    this.atExit = new Thread(process::destroy, "ends-" + name);
    listener.setDaemon(true);
    listener.start();
    try {
      Runtime.getRuntime().addShutdownHook(atExit);
    } catch (IllegalStateException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** Starts a command whose name is for people; its errors are shown unless it has a log. */
  public static Child start(String name, ProcessBuilder command) throws IOException {
    if (command.redirectError().type() == ProcessBuilder.Redirect.Type.PIPE) {
      command.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    return new Child(name, command.start());
  }

  /** Starts a class of this module in a JVM of its own. */
  public static Child java(String name, Class<?> main, List<String> flags, List<String> arguments)
      throws IOException {
    return java(name, main, flags, arguments, Map.of());
  }

  /** The same, with more in its environment. */
  public static Child java(
      String name,
      Class<?> main,
      List<String> flags,
      List<String> arguments,
      Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command(main, flags, arguments));
    builder.environment().putAll(environment);
    return start(name, builder);
  }

  /** The command that starts a class of this module in a JVM of its own. */
  public static List<String> command(Class<?> main, List<String> flags, List<String> arguments) {
    String classPath = System.getProperty("java.class.path");
    return command(classPath, main.getName(), flags, arguments);
  }

  /** The same with another class path. */
  public static List<String> command(
      String classPath, String main, List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // Its end closes the stream.
    }
    said.add(END);
  }

  /** The next line that it says. */
  public String hear(Duration limit) throws IOException, InterruptedException {
    String line = said.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (line == null) {
      throw new IOException(name + " said nothing for " + limit.toSeconds() + " s.");
    }
    if (line.equals(END)) {
      throw new IOException(name + " ended; what it wrote stands above.");
    }
    return line;
  }

  /** The port of a broker, once it is ready. */
  public int port() throws IOException, InterruptedException {
    while (true) {
      Matcher ready = READY.matcher(hear(START));
      if (ready.matches()) {
        return Integer.parseInt(ready.group(1));
      }
    }
  }

  /** The lines that it said and nobody heard. */
  public List<String> unheard() {
    List<String> lines = new ArrayList<>();
    said.drainTo(lines);
    lines.removeIf(END::equals);
    return lines;
  }

  public void say(String line) throws IOException {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IOException(name + " ended before it was told: " + line, e);
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** It and the processes that it started. */
  public List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /** Sends SIGTERM and waits for its end; answers its exit code. */
  public int stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(LAST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException(name + " still runs " + LAST_WAIT.toSeconds() + " s after SIGTERM.");
    }
    listener.join(LAST_WAIT.toMillis());
    return process.exitValue();
  }

  /** Kills it alone, and waits for that: what it started has to notice by itself. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    boolean unused = process.waitFor(LAST_WAIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    List<ProcessHandle> family = process.isAlive() ? family() : List.of();
    process.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(LAST_WAIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM ends, and the hook with it.
    }
  }
}

package freeworker.bench.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that takes part in a run, until it is killed or asked to end. */
final class Party {
  private final String name;
  private final Process process;
  private final Thread listener;
  private volatile boolean killed;

  /**
   * Starts it.
   *
   * @param errors where its standard error goes
   * @param heard gets each line of its standard output
   */
  Party(String name, ProcessBuilder command, Path errors, Consumer<String> heard)
      throws IOException {
    this.name = name;
    this.process = command.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile())).start();
    this.listener = new Thread(() -> listen(heard), "hears-" + name);
    listener.setDaemon(true);
    listener.start();
  }

  private void listen(Consumer<String> heard) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heard.accept(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // Its end closes the stream.
    }
  }

  String name() {
    return name;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether this run killed it. */
  boolean killed() {
    return killed;
  }

  void kill() throws IOException, InterruptedException {
    killed = true;
    signal(handle(), "KILL");
    await(Duration.ofSeconds(10));
  }

  /** Closes its standard input, which asks a client to come to an end. */
  void dismiss() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** Waits for its end; answers whether it came, and all that it said is heard. */
  boolean await(Duration limit) throws InterruptedException {
    boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (ended) {
      listener.join(limit.toMillis());
    }
    return ended;
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Sends a signal to one process; nothing happens when it is gone. */
  static void signal(ProcessHandle target, String signal) throws IOException, InterruptedException {
    if (target.isAlive()) {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(target.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }
}

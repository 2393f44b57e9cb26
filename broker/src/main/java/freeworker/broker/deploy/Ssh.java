package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/*
 * Each ask has a process and three threads, which end with it: one writes, two read. The asking
 * thread waits, and kills the process when nothing moves any more or it is interrupted.
 */
/** The system's ssh, with the user's own configuration, agent and jump hosts. */
final class Ssh implements Remote {
  private static final int CHUNK = 32 << 10;
  private static final int MOST_LINES = 1000;
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Others may hold the outputs open, such as an ssh that stays as master of connections. */
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  private final List<String> program;
  private final Duration connecting;

  /**
   * @param config a file in place of the user's own configuration, empty for that
   * @param connecting how long a connection may take
   */
  Ssh(String config, Duration connecting) {
    this.program = config.isEmpty() ? List.of("ssh") : List.of("ssh", "-F", config);
    this.connecting = connecting;
  }

  /**
   * Looks whether there is an ssh at all.
   *
   * @throws DeployFailure when there is none
   */
  void check() {
    try {
      new ProcessBuilder("ssh", "-V")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new DeployFailure(
          DeployFailure.UNAVAILABLE,
          "there is no ssh on your path.",
          "Debian, Ubuntu: sudo apt install openssh-client");
    }
  }

  /** The command line; no password is ever asked for, and nothing of the user's is forwarded. */
  List<String> command(Host host, List<String> options, List<String> rest) {
    List<String> command = new ArrayList<>(program);
    command.addAll(options);
    if (host.port() > 0) {
      command.addAll(List.of("-p", String.valueOf(host.port())));
    }
    command.add("--");
    command.add(host.destination());
    command.addAll(rest);
    return command;
  }

  private List<String> options() {
    return List.of(
        "-T",
        "-a",
        "-x",
        "-oBatchMode=yes",
        "-oConnectTimeout=" + connecting.toSeconds(),
        "-oServerAliveInterval=5",
        "-oServerAliveCountMax=3",
        "-oClearAllForwardings=yes",
        "-oControlMaster=no",
        "-oRemoteCommand=none",
        "-oLogLevel=ERROR");
  }

  @Override
  public Answer ask(Host host, Script script, byte[] load, LongConsumer sent, Duration silence)
      throws Trouble, InterruptedException {
    List<String> command = command(host, options(), List.of(script.command()));
    try (var talk = new Talk(command, host.name())) {
      talk.write(script.text(), load, sent);
      return talk.await(silence);
    } catch (IOException e) {
      throw new Trouble("ssh cannot be started: " + e.getMessage(), "", true);
    }
  }

  @Override
  public boolean isHere(Host host) throws Trouble, InterruptedException {
    Answer answer;
    try (var talk = new Talk(command(host, List.of("-G"), List.of()), host.name())) {
      answer = talk.await(connecting);
    } catch (IOException e) {
      throw new Trouble("ssh cannot be started: " + e.getMessage(), "", true);
    }
    if (answer.code() != 0) {
      throw Trouble.of(host, answer.code(), answer.err());
    }
    boolean loopback = false;
    for (String line : answer.out()) {
      if (line.matches("proxy(jump|command) .*") && !line.endsWith(" none")) {
        return false;
      }
      loopback |= line.startsWith("hostname ") && Place.loopback(line.substring(9).strip());
    }
    return loopback;
  }

  /** One process of ssh. */
  private static final class Talk implements AutoCloseable {
    private final String name;
    private final Process process;
    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private final Thread outReader;
    private final Thread errReader;
    private volatile long moved = System.nanoTime();

    Talk(List<String> command, String name) throws IOException {
      this.name = name;
      process = new ProcessBuilder(command).start();
      outReader = reader(process.getInputStream(), out, "out");
      errReader = reader(process.getErrorStream(), err, "err");
    }

    private Thread reader(InputStream stream, List<String> lines, String what) {
      return started("deploy-" + name + "-" + what, () -> read(stream, lines));
    }

    private static Thread started(String name, Runnable work) {
      var thread = new Thread(work, name);
      thread.setDaemon(true);
      thread.start();
      return thread;
    }

    private void read(InputStream stream, List<String> lines) {
      try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          moved = System.nanoTime();
          synchronized (lines) {
            if (lines.size() < MOST_LINES) {
              lines.add(line);
            }
          }
        }
      } catch (IOException | UncheckedIOException e) {
        // The end of the process ends what it says.
      }
    }

    void write(byte[] script, byte[] load, LongConsumer sent) {
      started(
          "deploy-" + name + "-in",
          () -> {
            try (OutputStream stream = process.getOutputStream()) {
              stream.write(script);
              for (int at = 0; at < load.length; at += CHUNK) {
                int length = Math.min(CHUNK, load.length - at);
                stream.write(load, at, length);
                moved = System.nanoTime();
                sent.accept(at + length);
              }
            } catch (IOException e) {
              // Who reads no more says why, and the end of the process tells.
            }
          });
    }

    Answer await(Duration silence) throws Trouble, InterruptedException {
      while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - moved > silence.toNanos()) {
          throw new Trouble("nothing was heard for " + silence.toSeconds() + " s", "", false);
        }
      }
      outReader.join(LAST_LINES.toMillis());
      errReader.join(LAST_LINES.toMillis());
      return new Answer(process.exitValue(), copy(out), copy(err));
    }

    private static List<String> copy(List<String> lines) {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }

    @Override
    public void close() {
      List<ProcessHandle> jumps = process.descendants().toList();
      process.destroyForcibly();
      jumps.forEach(ProcessHandle::destroyForcibly);
    }
  }
}

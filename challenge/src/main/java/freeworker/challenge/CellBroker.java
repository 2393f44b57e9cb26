package freeworker.challenge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A broker for one cell: on a free port, with a home of its own, gone with the cell. */
final class CellBroker implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int LAST_WORDS = 3;
  private static final Pattern READY = Pattern.compile("\\{\"event\":\"ready\",\"port\":(\\d+),.*");
  private static final Pattern NOTICE =
      Pattern.compile("\\{\"event\":\"notice\",\"text\":\"(.*)\"}");
  private static final Pattern STOPPED =
      Pattern.compile("\\{\"event\":\"stopped\",\"tasks\":(\\d+),\"failed\":(\\d+),.*");
  private static final String END = "";

  private final Process process;
  private final Consumer<String> notices;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Deque<String> words = new ArrayDeque<>();
  private final Thread listener = new Thread(this::listen, "benchmark-hears-broker");
  private final Thread atExit;
  private final Path home;
  private final int port;

  /**
   * Starts it and waits until it lends.
   *
   * @param home what takes the place of the user's own Freeworker home
   * @param notices hears what a person should read
   * @throws ChallengeFailure when it does not start, in the broker's words
   */
  CellBroker(List<String> command, Path home, Consumer<String> notices)
      throws InterruptedException {
    this.notices = notices;
    this.home = home;
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FREEWORKER_HOME", home.toString());
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new ChallengeFailure(
          ChallengeFailure.FAILED, "a broker could not be started: " + e.getMessage() + ".", "", e);
    }
    atExit = new Thread(process::destroyForcibly, "benchmark-ends-broker");
    Runtime.getRuntime().addShutdownHook(atExit);
    listener.setDaemon(true);
    listener.start();
    try {
      port = Integer.parseInt(hear(READY, START).group(1));
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** What lets a client in there. */
  Path key() {
    return home.resolve("keys").resolve("client.key");
  }

  /**
   * Stops it as its operator would.
   *
   * @param tasks how many it has to have seen, all of them done
   * @throws ChallengeFailure when it saw others, or did not end well
   */
  void stop(int tasks) throws InterruptedException {
    // Process.destroy would close its output, which has its last word.
    process.toHandle().destroy();
    Matcher last = hear(STOPPED, STOP);
    if (!last.group(1).equals(String.valueOf(tasks)) || !last.group(2).equals("0")) {
      throw failed(
          ChallengeFailure.FAILED,
          "the broker saw %s tasks, %s of them failed, instead of %d"
              .formatted(last.group(1), last.group(2), tasks));
    }
    if (!process.waitFor(STOP.toNanos(), TimeUnit.NANOSECONDS) || process.exitValue() != 0) {
      throw failed(ChallengeFailure.FAILED, "the broker did not end well");
    }
  }

  private Matcher hear(Pattern wanted, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      @Nullable String event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw failed(
            ChallengeFailure.FAILED, "the broker said nothing for " + limit.toSeconds() + " s");
      }
      if (event.equals(END)) {
        throw ended();
      }
      Matcher matcher = wanted.matcher(event);
      if (matcher.matches()) {
        return matcher;
      }
    }
  }

  private ChallengeFailure ended() throws InterruptedException {
    process.waitFor(STOP.toNanos(), TimeUnit.NANOSECONDS);
    if (process.isAlive()) {
      return failed(ChallengeFailure.FAILED, "the broker closed its output");
    }
    int code = process.exitValue();
    String said;
    synchronized (words) {
      said = String.join(" ", words).replaceFirst("^broker: ", "").strip();
    }
    return failed(
        code == ChallengeFailure.UNAVAILABLE ? code : ChallengeFailure.FAILED,
        "the broker ended with exit code %d: %s"
            .formatted(code, said.isEmpty() ? "it said nothing" : said));
  }

  private static ChallengeFailure failed(int code, String what) {
    return new ChallengeFailure(code, what, "");
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException | UncheckedIOException e) {
      // Its end closes the stream.
    }
    events.add(END);
  }

  private void hear(String line) {
    Matcher notice = NOTICE.matcher(line);
    if (notice.matches()) {
      notices.accept(notice.group(1).replaceAll("\\\\([\"\\\\])", "$1"));
    } else if (line.startsWith("{")) {
      events.add(line);
    } else {
      synchronized (words) {
        words.add(line.strip());
        if (words.size() > LAST_WORDS) {
          words.remove();
        }
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(STOP.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program ends just now, and the hook ends the broker.
    }
  }
}

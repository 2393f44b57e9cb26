package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of a plan, all started together, in a folder of their own. */
final class Team {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final int LAST_LINES = 12;

  private final String name;
  private final Path folder;
  private final List<Child> children = new CopyOnWriteArrayList<>();
  private @Nullable Side side;
  private double first;

  Team(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  /** Starts them, and waits until the client has its first result. */
  void start(Plan plan) throws IOException, InterruptedException {
    long began = System.nanoTime();
    List<ProcessHandle> brokers = start("broker", plan.brokers());
    List<ProcessHandle> workers = start("worker", plan.workers());
    start("client", List.of(plan.client()));
    Child client = children.get(children.size() - 1);
    Orders.give(client, plan.first(), SHORT, START);
    first = (System.nanoTime() - began) / 1e9;
    side = new Side(List.of(client), brokers, workers);
  }

  private List<ProcessHandle> start(String role, List<ProcessBuilder> commands) throws IOException {
    List<ProcessHandle> started = new ArrayList<>();
    for (ProcessBuilder command : commands) {
      Path log = folder.resolve(role + "-" + started.size() + ".log");
      command.directory(folder.toFile()).redirectError(log.toFile());
      if (!role.equals("client")) {
        command.redirectErrorStream(true).redirectOutput(log.toFile());
      }
      Child child = Child.start(name + " " + role, command);
      children.add(child);
      started.add(child.handle());
    }
    return started;
  }

  /** Its processes as they are now; workers that its broker started are among them. */
  Side side() {
    if (side == null) {
      throw new IllegalStateException(name + " was not started.");
    }
    if (!side.workers().isEmpty()) {
      return side;
    }
    List<ProcessHandle> workers =
        side.brokers().stream().flatMap(ProcessHandle::descendants).toList();
    return new Side(side.clients(), side.brokers(), workers);
  }

  /** The seconds from the start of all processes to the first result. */
  double first() {
    return first;
  }

  Path folder() {
    return folder;
  }

  /** The ends of what its processes wrote. */
  List<String> lastWords() throws IOException {
    List<String> words = new ArrayList<>();
    try (Stream<Path> logs = Files.list(folder)) {
      for (Path log : logs.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1).strip();
        List<String> lines = text.isEmpty() ? List.of() : text.lines().toList();
        lines.stream()
            .skip(Math.max(0, lines.size() - LAST_LINES))
            .map(line -> String.format(Locale.ROOT, "  %s: %s", log.getFileName(), line))
            .forEach(words::add);
      }
    }
    return words;
  }

  /** Ends its processes. */
  void close() {
    children.forEach(Child::close);
  }
}

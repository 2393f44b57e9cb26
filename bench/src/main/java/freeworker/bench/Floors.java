package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The processes of the floors: a broker, two workers, and their client. */
final class Floors implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  // As the real workers run.
  private static final List<String> FLAGS =
      List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

  private final List<Child> workers = new ArrayList<>();
  private final Child broker;
  private final Child client;

  Floors(int count) throws IOException, InterruptedException {
    List<Child> started = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    try {
      started.add(
          Child.java(
              "floor-broker",
              FloorMain.class,
              List.of(),
              List.of("broker", String.valueOf(count))));
      for (int i = 0; i < count; i++) {
        started.add(Child.java("floor-worker-" + i, FloorMain.class, FLAGS, List.of("worker")));
      }
      for (Child child : started) {
        ports.add(child.hear(START));
      }
      started.add(Child.java("floor-client", ClientMain.class, List.of(), ports));
    } catch (IOException | InterruptedException | RuntimeException e) {
      started.forEach(Child::close);
      throw e;
    }
    broker = started.get(0);
    workers.addAll(started.subList(1, 1 + count));
    client = started.get(started.size() - 1);
  }

  /** The same processes, not started yet; each finds the others whenever they come. */
  static Plan plan(int count) throws IOException {
    Set<String> ports = new LinkedHashSet<>();
    while (ports.size() < 1 + count) {
      ports.add(Kit.port());
    }
    List<String> each = List.copyOf(ports);
    return new Plan(
        List.of(java(FloorMain.class, List.of(), "broker", String.valueOf(count), each.get(0))),
        each.stream().skip(1).map(port -> java(FloorMain.class, FLAGS, "worker", port)).toList(),
        java(ClientMain.class, List.of(), each.toArray(String[]::new)),
        Line.FLOOR_3X1);
  }

  private static ProcessBuilder java(Class<?> main, List<String> flags, String... arguments) {
    return new ProcessBuilder(Child.command(main, flags, List.of(arguments)));
  }

  Side side() {
    return new Side(
        List.of(client),
        List.of(broker.handle()),
        workers.stream().map(Child::handle).collect(Collectors.toList()));
  }

  @Override
  public void close() {
    client.close();
    workers.forEach(Child::close);
    broker.close();
  }
}

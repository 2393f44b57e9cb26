package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

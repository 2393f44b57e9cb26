package freeworker.bench.growth;

import freeworker.bench.run.Child;
import freeworker.bench.run.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Processes with many clients in each. */
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  // Small ones start sooner, and there are many.
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

  private final List<Child> processes = new ArrayList<>();

  Crowd(Running broker, int count) throws IOException {
    String address = "rmi://127.0.0.1:" + broker.port();
    try {
      for (int i = 0; i < count; i++) {
        processes.add(
            Child.java(
                "crowd-" + i,
                CrowdMain.class,
                FLAGS,
                List.of(address),
                Map.of("FREEWORKER_HOME", broker.keys().toString())));
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  int size() {
    return processes.size();
  }

  void say(int process, String order, int number) throws IOException {
    processes.get(process).say(order + " " + number);
  }

  String hear(int process) throws IOException, InterruptedException {
    return processes.get(process).hear(PATIENCE);
  }

  /** The numbers in the answer of a process. */
  List<Long> numbers(int process) throws IOException, InterruptedException {
    String answer = hear(process);
    return answer.isEmpty()
        ? List.of()
        : Arrays.stream(answer.split(" ", -1)).map(Long::valueOf).toList();
  }

  @Override
  public void close() {
    processes.forEach(Child::close);
  }
}

package freeworker.bench.growth;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Running;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part CLIENTS: how many tasks two workers do for more and more clients. */
final class Clients {
  private static final int WORKERS = 2;

  /** More of them compile each other to a standstill on two cores, whatever they run. */
  private static final int MOST_PROCESSES = 4;

  /**
   * Laps of so many milliseconds as these take to compile what they run, with engines that open and
   * close between them, as between the slices that are measured.
   */
  private static final int WARM_UP = 6_000;

  private static final int WARM_UPS = 10;

  private final Path home;
  private final boolean quick;
  private final Map<Integer, List<Slice>> slices = new LinkedHashMap<>();
  private long sent;

  private Clients(Path home, boolean quick) {
    this.home = home;
    this.quick = quick;
  }

  /**
   * What was measured in one go.
   *
   * @param tasks how many tasks each client had done
   */
  private record Slice(List<Long> tasks, Duration time, Duration broker) {
    long sum() {
      return tasks.stream().mapToLong(n -> n).sum();
    }

    double perSecond() {
      return sum() * 1e9 / time.toNanos();
    }

    double brokerMicros() {
      return broker.toNanos() / 1e3 / sum();
    }

    double brokerShare() {
      return 100.0 * broker.toNanos() / time.toNanos();
    }

    double fairness() {
      long least = tasks.stream().mapToLong(n -> n).min().orElse(0);
      return (double) least * tasks.size() / sum();
    }
  }

  static Findings measure(Path home, boolean quick) throws IOException, InterruptedException {
    return new Clients(home, quick).measure();
  }

  private Findings measure() throws IOException, InterruptedException {
    List<Integer> sizes = quick ? List.of(1, 2, 4) : List.of(1, 2, 4, 8, 16, 32, 64, 128, 256);
    int most = quick ? 2 : MOST_PROCESSES;
    long finished;
    try (var broker = new Running(home, WORKERS);
        var crowd = new Crowd(broker, most)) {
      for (int lap = 0; lap < (quick ? 1 : WARM_UPS); lap++) {
        run(broker, crowd, 2 * most, quick ? 300 : WARM_UP);
        close(crowd);
      }
      for (int round = 0; round < (quick ? 1 : 3); round++) {
        for (int clients : sizes) {
          slices
              .computeIfAbsent(clients, any -> new ArrayList<>())
              .add(run(broker, crowd, clients, quick ? 300 : 1_500));
        }
      }
      close(crowd);
      finished = broker.stop();
    }
    return findings(most, finished);
  }

  private static void close(Crowd crowd) throws IOException, InterruptedException {
    for (int process = 0; process < crowd.size(); process++) {
      crowd.say(process, "open", 0);
      crowd.hear(process);
    }
  }

  private Slice run(Running broker, Crowd crowd, int clients, int millis)
      throws IOException, InterruptedException {
    int processes = Math.min(clients, crowd.size());
    for (int process = 0; process < crowd.size(); process++) {
      int engines = process < processes ? clients / processes : 0;
      crowd.say(process, "open", engines);
    }
    for (int process = 0; process < crowd.size(); process++) {
      crowd.hear(process);
    }
    Duration before = cpu(broker);
    long began = System.nanoTime();
    for (int process = 0; process < processes; process++) {
      crowd.say(process, "run", millis);
    }
    List<Long> tasks = new ArrayList<>();
    for (int process = 0; process < processes; process++) {
      tasks.addAll(crowd.numbers(process));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    var slice = new Slice(tasks, took, cpu(broker).minus(before));
    sent += slice.sum();
    return slice;
  }

  private static Duration cpu(Running broker) {
    return broker.broker().handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private Findings findings(int most, long finished) {
    List<List<String>> rows = new ArrayList<>();
    slices.forEach(
        (clients, all) -> {
          int processes = Math.min(clients, most);
          rows.add(
              List.of(
                  clients + ": " + processes + " x " + clients / processes,
                  Spread.of(all.stream().map(Slice::perSecond).toList()).words(0),
                  Spread.of(all.stream().map(Slice::brokerMicros).toList()).words(1),
                  Spread.of(all.stream().map(Slice::brokerShare).toList()).words(0),
                  Spread.of(all.stream().map(Slice::fairness).toList()).words(2)));
        });
    long unserved =
        slices.values().stream()
            .flatMap(List::stream)
            .flatMap(slice -> slice.tasks().stream())
            .filter(tasks -> tasks == 0)
            .count();
    return new Findings(
        List.of(
            new Table(
                "Clients of " + WORKERS + " workers, each an engine of its own with one thread",
                List.of(
                    "clients: processes x engines",
                    "tasks/s: median (min-max)",
                    "broker: us of processor a task",
                    "broker: % of a core",
                    "the least served of its fair share"),
                rows)),
        List.of(
            new Promise("every client is served", unserved + " were not", unserved == 0),
            new Promise(
                "the profile has every task that was run",
                // Each engine's first task is not counted by the client.
                String.format(Locale.ROOT, "%,d run, %,d in the profile", sent, finished),
                finished >= sent)));
  }
}

package freeworker.bench.growth;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Running;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part FAIRNESS: programs that never have enough, and how long each waits for its turn. */
final class Fairness {
  private static final int WORKERS = 2;
  private static final int CLIENTS = 6;
  private static final int MANY = 64;
  private static final int PROCESSES = 3;

  /** Five JVMs compile on two cores for so many milliseconds, and stall each other meanwhile. */
  private static final int WARM_UP = 30_000;

  /** The longest task, as {@link CrowdMain} makes them. */
  static final Duration LONGEST = Duration.ofMillis(10);

  /** For the way of a recall, of a lease and of the task itself, in a machine with two cores. */
  private static final Duration ON_THE_WAY = Duration.ofMillis(10);

  private Fairness() {}

  static Findings measure(Path home, boolean quick) throws IOException, InterruptedException {
    Duration bound = bound();
    int runs = quick ? 3 : 100;
    List<Long> longest = new ArrayList<>();
    List<Long> shares;
    try (var broker = new Running(home, WORKERS);
        var crowd = new Crowd(broker, PROCESSES)) {
      all(crowd, "open", CLIENTS / PROCESSES);
      all(crowd, "turns", quick ? 300 : WARM_UP);
      for (int run = 0; run < runs; run++) {
        longest.add(all(crowd, "turns", 300).stream().mapToLong(n -> n).max().orElseThrow());
      }
      all(crowd, "open", quick ? 4 : 1 + MANY / PROCESSES);
      all(crowd, "run", quick ? 300 : WARM_UP);
      shares = all(crowd, "run", quick ? 300 : 10_000);
    }
    return findings(bound, longest, shares);
  }

  /** What a waiter at the last place waits at most: the quantum, and a task for each round. */
  private static Duration bound() {
    Duration quantum =
        Duration.ofNanos(Allowance.usual(Runtime.getRuntime().maxMemory()).of(Limit.TURN));
    int rounds = (CLIENTS - WORKERS + WORKERS - 1) / WORKERS;
    return quantum.plus(LONGEST.multipliedBy(rounds)).plus(ON_THE_WAY);
  }

  /** Gives all processes an order; the numbers that they answer. */
  private static List<Long> all(Crowd crowd, String order, int number)
      throws IOException, InterruptedException {
    for (int process = 0; process < crowd.size(); process++) {
      crowd.say(process, order, number);
    }
    List<Long> answers = new ArrayList<>();
    for (int process = 0; process < crowd.size(); process++) {
      if (order.equals("open")) {
        crowd.hear(process);
      } else {
        answers.addAll(crowd.numbers(process));
      }
    }
    return answers;
  }

  private static Findings findings(Duration bound, List<Long> longest, List<Long> shares) {
    long late = longest.stream().filter(micros -> micros > bound.toNanos() / 1_000).count();
    Spread spread = Spread.of(longest.stream().map(micros -> micros / 1e3).toList());
    long least = shares.stream().mapToLong(n -> n).min().orElseThrow();
    long most = shares.stream().mapToLong(n -> n).max().orElseThrow();
    return new Findings(
        List.of(
            new Table(
                CLIENTS + " programs that never have enough, on " + WORKERS + " workers",
                List.of("runs", "the longest wait of a run, ms: median (min-max)", "allowed, ms"),
                List.of(
                    List.of(
                        String.valueOf(longest.size()),
                        spread.words(1),
                        String.valueOf(bound.toMillis())))),
            new Table(
                "Programs of one key that run small tasks",
                List.of("programs", "tasks of the least served", "of the most served"),
                List.of(
                    List.of(
                        String.valueOf(shares.size()),
                        String.format(Locale.ROOT, "%,d", least),
                        String.format(Locale.ROOT, "%,d", most))))),
        List.of(
            new Promise(
                "nobody waits for longer than the quantum, a task for each round before him, and "
                    + ON_THE_WAY.toMillis()
                    + " ms on the way",
                longest.size() - late + " of " + longest.size() + " runs",
                late == 0),
            Promise.atMost(
                "the most served has at most twice as much as the least",
                2,
                (double) most / Math.max(1, least))));
  }
}

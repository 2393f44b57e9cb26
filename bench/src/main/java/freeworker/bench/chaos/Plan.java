package freeworker.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Which fault comes next, and when: the same sequence for the same terms. */
final class Plan {
  /** What can be done to a run. */
  enum Kind {
    KILL_WORKER("kill worker", 30),
    STOP_WORKER("stop worker", 20),
    KILL_CLIENT("kill client", 12),
    STOP_CLIENT("stop client", 16),
    SILENCE_CLIENT("stop client beyond its time", 2),
    KILL_BROKER("kill broker", 3),
    STOP_BROKER("stop broker", 6),
    CUT("cut network", 6),
    RESET("reset connections", 8),
    ONE_WAY("cut network one way", 6),
    HALF_OPEN("lose every byte, keep connections", 4),
    DELAY("delay every byte", 6);

    private final String words;
    private final int weight;

    Kind(String words, int weight) {
      this.words = words;
      this.weight = weight;
    }

    String words() {
      return words;
    }

    boolean ofBroker() {
      return this == KILL_BROKER || this == STOP_BROKER;
    }

    boolean ofNetwork() {
      return compareTo(CUT) >= 0;
    }
  }

  /**
   * One fault.
   *
   * @param pause the time since the fault before
   * @param pick chooses one of those whom it can hit
   * @param hold how long it lasts, where it does
   */
  record Step(Duration pause, Kind kind, int pick, Duration hold) {}

  /** Beyond the time to live of a silent client, by enough to be noticed. */
  private static final Duration SILENCE = Duration.ofMillis(17_500);

  private static final Duration LONG_RUN = Duration.ofSeconds(45);

  private final Terms terms;
  private final Random random;
  private final List<Kind> kinds = new ArrayList<>();

  Plan(Terms terms) {
    this.terms = terms;
    this.random = new Random(terms.seed());
    for (Kind kind : Kind.values()) {
      boolean wanted =
          kind.ofBroker()
              ? terms.broker()
              : kind.ofNetwork()
                  ? terms.cut()
                  : kind != Kind.SILENCE_CLIENT || terms.lasting().compareTo(LONG_RUN) >= 0;
      for (int i = 0; wanted && i < kind.weight; i++) {
        kinds.add(kind);
      }
    }
  }

  Step next() {
    double share = 0.2 + 1.6 * random.nextDouble();
    Kind kind = kinds.get(random.nextInt(kinds.size()));
    int pick = random.nextInt(1 << 20);
    Duration shortly = Duration.ofMillis(50 + random.nextInt(2_950));
    return new Step(
        Duration.ofNanos(Math.round(terms.pace().toNanos() * share)),
        kind,
        pick,
        kind == Kind.SILENCE_CLIENT ? SILENCE : shortly);
  }
}

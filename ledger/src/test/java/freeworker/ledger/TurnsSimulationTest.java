package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Engines that never have enough share workers, in virtual time.
 *
 * <p>{@code -Dfreeworker.turns.seed=S} plays one seed alone.
 */
final class TurnsSimulationTest {
  private static final int RUNS = 10_000;
  private static final Duration QUANTUM = Duration.ofMillis(20);

  @Test
  void aWaiterWaitsForTheQuantumAndATaskForEachRoundBeforeIt() {
    long chosen = Long.getLong("freeworker.turns.seed", -1);
    long first = chosen < 0 ? System.nanoTime() : chosen;
    long waits = 0;
    for (int run = 0; run < (chosen < 0 ? RUNS : 1); run++) {
      long seed = first + run;
      var random = new SplittableRandom(seed);
      int workers = 1 + random.nextInt(8);
      var crowd = new Crowd(random, workers, workers + 1 + random.nextInt(24));
      crowd.live(Duration.ofMillis(100 + random.nextInt(200)));
      waits += crowd.waits;
      assertTrue(crowd.worst <= 0, () -> "seed " + seed + ": " + crowd.worst + " ns too long");
    }
    assertTrue(waits > 20L * RUNS || chosen >= 0, waits + " waits");
  }

  @Test
  void manyClientsHaveEqualShares() {
    for (int seed = 0; seed < 20; seed++) {
      var crowd = new Crowd(new SplittableRandom(seed), 2, 64);
      crowd.live(Duration.ofSeconds(20));

      long least = crowd.shares.values().stream().mapToLong(share -> share).min().orElseThrow();
      long most = crowd.shares.values().stream().mapToLong(share -> share).max().orElseThrow();
      assertTrue(most <= 2 * least, "seed " + seed + ": " + least + " to " + most);
    }
  }

  /** Clients that come at different times and then always want one worker. */
  private static final class Crowd {
    private final SplittableRandom random;
    private final int workers;
    private final long longest;
    private final Ledger ledger = new Ledger(Duration.ofHours(1), new Quantum(QUANTUM, QUANTUM));
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<Long, Wait> waiting = new HashMap<>();
    private final List<Long> recalled = new ArrayList<>();
    private final Map<Long, Long> began = new HashMap<>();
    final Map<Long, Long> shares = new HashMap<>();
    private long now;
    private long order;
    long waits;
    long worst = Long.MIN_VALUE;

    private record Wait(long since, long place) {}

    /** Something that will happen: a session comes, or its task in a lease ends. */
    private record Event(long at, long order, long session, @Nullable Lease lease, long took)
        implements Comparable<Event> {
      @Override
      public int compareTo(Event other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
      }
    }

    Crowd(SplittableRandom random, int workers, int clients) {
      this.random = random;
      this.workers = workers;
      this.longest = 1 + random.nextLong(Duration.ofMillis(30).toNanos());
      for (int number = 0; number < workers; number++) {
        ledger.join(new WorkerId(number, 1), now);
      }
      for (long session = 1; session <= clients; session++) {
        long comes = random.nextLong(Duration.ofMillis(50).toNanos());
        events.add(new Event(comes, ++order, session, null, 0));
        shares.put(session, 0L);
      }
    }

    void live(Duration time) {
      while (now < time.toNanos()) {
        long next = events.isEmpty() ? Long.MAX_VALUE : events.peek().at();
        long due = ledger.nextRecall().orElse(Long.MAX_VALUE);
        now = Math.min(next, due);
        if (due <= next) {
          told(ledger.recall(now));
        } else {
          happen(events.remove());
        }
      }
      waiting.forEach((session, wait) -> judge(wait));
    }

    private void happen(Event event) {
      Lease lease = event.lease();
      if (lease == null) {
        told(ledger.enter(event.session(), now));
        want(event.session());
        return;
      }
      shares.merge(event.session(), event.took(), Long::sum);
      boolean called = recalled.remove(lease.number());
      if (called || now - began.getOrDefault(lease.number(), now) >= lease.turn()) {
        began.remove(lease.number());
        told(ledger.returned(lease.worker(), lease.number(), now));
        want(event.session());
      } else {
        begin(lease);
      }
    }

    private void want(long session) {
      waiting.put(session, new Wait(now, ledger.waiting() + 1L));
      told(ledger.want(session, 1, false, now));
    }

    private void begin(Lease lease) {
      began.putIfAbsent(lease.number(), now);
      long took = 1 + random.nextLong(longest);
      events.add(new Event(now + took, ++order, lease.session(), lease, took));
    }

    private void told(List<Effect> effects) {
      for (Effect effect : effects) {
        if (effect instanceof Effect.Recall recall) {
          // A lease with a turn is left to that.
          if (!recall.ends()) {
            recalled.add(recall.lease());
          }
        } else if (effect instanceof Effect.Lent lent) {
          long session = lent.lease().session();
          Lease lease = ledger.take(session, now).orElseThrow();
          Wait wait = waiting.remove(session);
          if (wait != null) {
            judge(wait);
            waits++;
          }
          begin(lease);
          told(ledger.renew(session, now));
        }
      }
    }

    private void judge(Wait wait) {
      long rounds = (wait.place() + workers - 1) / workers;
      worst = Math.max(worst, now - wait.since() - QUANTUM.toNanos() - rounds * longest);
    }
  }
}

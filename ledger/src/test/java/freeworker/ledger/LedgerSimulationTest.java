package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Random histories against the reference and the witness.
 *
 * <p>{@code -Dfreeworker.simulation.histories=N} plays more of them, {@code
 * -Dfreeworker.simulation.base=S} the same ones again, and {@code -Dfreeworker.simulation.seed=S}
 * with {@code aHistoryOfAGivenSeedHolds} a single one.
 */
final class LedgerSimulationTest {
  private static final int HISTORIES =
      Math.max(100_000, Integer.getInteger("freeworker.simulation.histories", 0));
  private static final long OFTEN = 10_000;

  @Test
  void everyHistoryKeepsThePromises() throws Exception {
    long base = Long.getLong("freeworker.simulation.base", System.nanoTime());
    System.out.println("simulation: " + HISTORIES + " histories from base seed " + base);
    int threads = Runtime.getRuntime().availableProcessors();
    AtomicInteger next = new AtomicInteger();
    AtomicLong steps = new AtomicLong();
    List<Tally> tallies = new ArrayList<>();
    ExecutorService players =
        Executors.newFixedThreadPool(threads, task -> new Thread(task, "simulation"));
    try {
      List<Callable<Void>> plays = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        Tally tally = new Tally();
        tallies.add(tally);
        plays.add(
            () -> {
              for (int i = next.getAndIncrement(); i < HISTORIES; i = next.getAndIncrement()) {
                steps.addAndGet(play(base + i, tally));
              }
              return null;
            });
      }
      for (Future<Void> play : players.invokeAll(plays)) {
        play.get();
      }
    } finally {
      players.shutdownNow();
    }

    Map<String, Long> sums = Tally.sums(tallies);
    System.out.println("simulation: " + steps + " steps, " + sums);
    assertTrue(steps.get() >= 50L * HISTORIES);
    sums.forEach((kind, count) -> assertTrue(count >= OFTEN, () -> kind + ": only " + count));
  }

  @Test
  void aHistoryOfAGivenSeedHolds() {
    long seed = Long.getLong("freeworker.simulation.seed", 1);

    int steps = play(seed, new Tally());

    assertEquals(steps, play(seed, new Tally()), "a seed fixes its history");
  }

  private static int play(long seed, Tally tally) {
    try {
      return new History(seed, tally).live();
    } catch (AssertionError | RuntimeException e) {
      System.out.println("simulation: the history of seed " + seed + " failed: " + e);
      throw new AssertionError("history of seed " + seed + ": " + e.getMessage(), e);
    }
  }
}

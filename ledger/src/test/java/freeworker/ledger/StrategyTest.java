package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which of the free workers a strategy takes, and how claims are spread over them in the end. */
class StrategyTest {
  private static final int CLAIMS = 12_000;
  private static final long ANN = 1;
  private static final long BEN = 2;
  private static final long OTHER = 3;

  private long now = 1;

  private Ledger ledger(Strategy strategy, int workers) {
    return ledger(strategy, workers, 7);
  }

  private Ledger ledger(Strategy strategy, int workers, long seed) {
    var ledger = new Ledger(Duration.ofDays(1), Quantum.NONE, strategy, seed);
    for (int number = 0; number < workers; number++) {
      ledger.join(new WorkerId(number, 1), now);
    }
    ledger.enter(ANN, "us", now);
    ledger.enter(BEN, "us", now);
    ledger.enter(OTHER, "them", now);
    return ledger;
  }

  private Lease claim(Ledger ledger, long session) {
    ledger.want(session, 1, true, ++now);
    return ledger.take(session, now).orElseThrow();
  }

  private void free(Ledger ledger, Lease lease) {
    ledger.free(lease.session(), lease.number(), ++now);
  }

  private List<Integer> claimAndFree(Ledger ledger, int times) {
    List<Integer> workers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Lease lease = claim(ledger, ANN);
      workers.add(lease.worker().number());
      free(ledger, lease);
    }
    return workers;
  }

  /** How often each worker was lent, while so many are lent at any time and the oldest is freed. */
  private long[] counts(Ledger ledger, int workers, int lentAtOnce) {
    long[] counts = new long[workers];
    Deque<Lease> lent = new ArrayDeque<>();
    for (int i = 0; i < CLAIMS; i++) {
      if (lent.size() == lentAtOnce) {
        free(ledger, lent.removeFirst());
      }
      Lease lease = claim(ledger, ANN);
      counts[lease.worker().number()]++;
      lent.add(lease);
    }
    return counts;
  }

  private static long spread(long[] counts) {
    return Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow();
  }

  @Test
  void firstFreeTakesTheLowestNumberAgainAndAgain() {
    assertEquals(Collections.nCopies(50, 0), claimAndFree(ledger(Strategy.FIRST_FREE, 4), 50));
  }

  @Test
  void aLedgerThatIsToldNoStrategyTakesTheLowestNumber() {
    var ledger = new Ledger(Duration.ofDays(1));
    ledger.join(new WorkerId(0, 1), now);
    ledger.join(new WorkerId(1, 1), now);
    ledger.enter(ANN, "us", now);

    assertEquals(List.of(0, 0, 0), claimAndFree(ledger, 3));
  }

  @Test
  void roundRobinGoesRound() {
    assertEquals(List.of(0, 1, 2, 0, 1, 2, 0), claimAndFree(ledger(Strategy.ROUND_ROBIN, 3), 7));
  }

  @Test
  void roundRobinPassesOverWhoIsLent() {
    Ledger ledger = ledger(Strategy.ROUND_ROBIN, 4);
    claim(ledger, BEN);
    Lease one = claim(ledger, BEN);

    List<Integer> between = claimAndFree(ledger, 3);
    free(ledger, one);

    assertEquals(List.of(2, 3, 2), between);
    assertEquals(List.of(3, 1, 2), claimAndFree(ledger, 3));
  }

  @Test
  void roundRobinIsEvenAlsoWhileSomeAreLent() {
    assertTrue(spread(counts(ledger(Strategy.ROUND_ROBIN, 8), 8, 1)) <= 1);
    assertTrue(spread(counts(ledger(Strategy.ROUND_ROBIN, 8), 8, 5)) <= 1);
  }

  @Test
  void leastUsedIsEvenAlsoWhileSomeAreLent() {
    assertTrue(spread(counts(ledger(Strategy.LEAST_USED, 8), 8, 1)) <= 1);
    assertTrue(spread(counts(ledger(Strategy.LEAST_USED, 8), 8, 5)) <= 1);
  }

  @Test
  void leastUsedLetsALateWorkerCatchUp() {
    Ledger ledger = ledger(Strategy.LEAST_USED, 2);
    claimAndFree(ledger, 8);

    ledger.join(new WorkerId(2, 1), ++now);

    assertEquals(List.of(2, 2, 2, 2, 0, 1, 2), claimAndFree(ledger, 7));
  }

  @Test
  void leastUsedCountsTheWorkerAndNotItsProcess() {
    Ledger ledger = ledger(Strategy.LEAST_USED, 2);
    claimAndFree(ledger, 9);

    ledger.join(new WorkerId(0, 2), ++now);

    assertEquals(List.of(1, 0, 1), claimAndFree(ledger, 3));
  }

  @Test
  void randomTakesEachWorkerAboutAsOften() {
    for (int lent : List.of(1, 5)) {
      long[] counts = counts(ledger(Strategy.RANDOM, 8), 8, lent);

      double expected = CLAIMS / 8.0;
      double chi = 0;
      for (long count : counts) {
        chi += (count - expected) * (count - expected) / expected;
      }
      // Seven degrees of freedom: one seed in a thousand would be above.
      assertTrue(chi < 24.3, Arrays.toString(counts));
    }
  }

  @Test
  void randomDrawsTheSameLotsForTheSameSeed() {
    List<Integer> once = claimAndFree(ledger(Strategy.RANDOM, 8, 42), 200);

    assertEquals(once, claimAndFree(ledger(Strategy.RANDOM, 8, 42), 200));
    assertNotEquals(once, claimAndFree(ledger(Strategy.RANDOM, 8, 43), 200));
    assertEquals(List.of(5, 1, 2, 7, 0), once.subList(0, 5), "on every Java");
  }

  @Test
  void noStrategyLendsWhatIsLentOrServedAnother() {
    for (Strategy strategy : Strategy.values()) {
      Ledger ledger = ledger(strategy, 6);
      Lease theirs = claim(ledger, OTHER);
      free(ledger, theirs);
      Set<Integer> lent = new HashSet<>();

      for (int i = 0; i < 5; i++) {
        lent.add(claim(ledger, ANN).worker().number());
      }
      List<Effect> effects = ledger.want(ANN, 1, true, ++now);

      assertEquals(5, lent.size(), strategy::word);
      assertTrue(!lent.contains(theirs.worker().number()), strategy::word);
      assertEquals(List.of(new Effect.Renew(theirs.worker())), effects, strategy::word);
    }
  }

  @Test
  void whoCameFirstIsServedFirstWhateverTheStrategy() {
    for (Strategy strategy : Strategy.values()) {
      Ledger ledger = ledger(strategy, 2);
      Lease first = claim(ledger, ANN);
      Lease second = claim(ledger, ANN);
      ledger.want(BEN, 1, true, ++now);
      ledger.want(ANN, 1, true, ++now);

      free(ledger, second);
      Optional<Lease> bens = ledger.take(BEN, ++now);
      Optional<Lease> anns = ledger.take(ANN, now);
      free(ledger, first);

      assertTrue(bens.isPresent() && anns.isEmpty(), strategy::word);
      assertTrue(ledger.take(ANN, ++now).isPresent(), strategy::word);
    }
  }

  @Test
  void eachStrategyIsKnownByItsWord() {
    for (Strategy strategy : Strategy.values()) {
      assertEquals(Optional.of(strategy), Strategy.named(strategy.word()));
    }
    assertEquals(Optional.empty(), Strategy.named("fastest"));
  }
}

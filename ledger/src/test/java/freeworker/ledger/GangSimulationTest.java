package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Gangs among other borrowers, in random histories with deaths: all or none, in order, and at all.
 */
final class GangSimulationTest {
  private static final int HISTORIES = 4_000;

  @Test
  void everyGangGetsAllOfItsWorkersInItsTurn() {
    long base = System.nanoTime();
    System.out.println("gangs: " + HISTORIES + " histories from base seed " + base);
    long gangs = 0;
    for (int i = 0; i < HISTORIES; i++) {
      try {
        gangs += new Play(base + i).gangs();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("history of seed " + (base + i) + ": " + e.getMessage(), e);
      }
    }
    assertTrue(gangs > 2L * HISTORIES, gangs + " gangs were served");
  }

  @Test
  void aHistoryOfAGivenSeedHolds() {
    assertEquals(new Play(1).gangs(), new Play(1).gangs(), "a seed fixes its history");
  }

  /** One who wants workers, and what came of it. */
  private static final class Wish {
    final long session;
    final int workers;
    final Set<Long> held = new TreeSet<>();

    Wish(long session, int workers) {
      this.session = session;
      this.workers = workers;
    }
  }

  private static final class Play {
    private final Random random;
    private final Ledger ledger = new Ledger(Duration.ofDays(1));
    private final int size;
    private final long[] epochs;
    private final Map<Integer, WorkerId> alive = new HashMap<>();
    private final Map<Long, Wish> wishes = new LinkedHashMap<>();
    private final List<Wish> line = new ArrayList<>();
    private final Map<Long, WorkerId> lent = new HashMap<>();
    private long now;
    private long sessions;
    private int served;

    Play(long seed) {
      random = new Random(seed);
      size = 1 + random.nextInt(5);
      epochs = new long[size];
      for (int number = 0; number < size; number++) {
        see(ledger.expect(number, now));
      }
      for (int number = 0; number < size; number++) {
        join(number);
      }
    }

    private void join(int number) {
      var worker = new WorkerId(number, ++epochs[number]);
      alive.put(number, worker);
      see(ledger.join(worker, now));
    }

    int gangs() {
      for (int step = 0; step < 60; step++) {
        now += random.nextInt(1_000_000);
        switch (random.nextInt(8)) {
          case 0, 1 -> ask(1 + random.nextInt(size));
          case 2 -> ask(1);
          case 3, 4, 5 -> free();
          case 6 -> die();
          default -> giveUp();
        }
        check();
      }
      // Nothing but freeing from now on: whoever waits is served.
      for (int left = 10_000; left > 0 && !(line.isEmpty() && lent.isEmpty()); left--) {
        now += 1_000_000;
        for (int number = 0; number < size; number++) {
          if (!alive.containsKey(number)) {
            join(number);
          }
        }
        free();
        check();
      }
      assertTrue(line.isEmpty(), () -> line.size() + " wait for ever");
      return served;
    }

    private void ask(int workers) {
      long session = ++sessions;
      see(ledger.enter(session, random.nextBoolean() ? "ana" : "eve", now));
      var wish = new Wish(session, workers);
      wishes.put(session, wish);
      line.add(wish);
      see(
          random.nextInt(3) > 0 || workers > 1
              ? ledger.wantTogether(session, workers, now)
              : ledger.want(session, 1, true, now));
    }

    private void free() {
      List<Long> leases = new ArrayList<>(new TreeSet<>(lent.keySet()));
      if (!leases.isEmpty()) {
        long lease = leases.get(random.nextInt(leases.size()));
        for (Wish wish : wishes.values()) {
          if (wish.held.remove(lease)) {
            lent.remove(lease);
            see(ledger.free(wish.session, lease, now));
            return;
          }
        }
      }
    }

    private void die() {
      int number = random.nextInt(size);
      WorkerId worker = alive.remove(number);
      if (worker != null) {
        for (Map.Entry<Long, WorkerId> each : Map.copyOf(lent).entrySet()) {
          if (each.getValue().equals(worker)) {
            lent.remove(each.getKey());
            wishes.values().forEach(wish -> wish.held.remove(each.getKey()));
          }
        }
        see(ledger.died(worker, now));
      } else {
        join(number);
      }
    }

    private void giveUp() {
      if (!line.isEmpty()) {
        Wish wish = line.remove(random.nextInt(line.size()));
        see(ledger.gone(wish.session, now));
      }
    }

    private void see(List<Effect> effects) {
      Map<Long, Integer> counts = new LinkedHashMap<>();
      List<WorkerId> replaced = new ArrayList<>();
      for (Effect effect : effects) {
        if (effect instanceof Effect.Lent got) {
          counts.merge(got.lease().session(), 1, Integer::sum);
        } else if (effect instanceof Effect.Renew renew) {
          replaced.add(renew.worker());
        }
        assertFalse(effect instanceof Effect.TooFew, "nobody wants more than there will be");
      }
      counts.forEach(this::lentTo);
      for (WorkerId worker : replaced) {
        // Another takes its place, some time later.
        alive.remove(worker.number());
        see(ledger.died(worker, now));
      }
    }

    private void lentTo(long session, int count) {
      Wish wish = Objects.requireNonNull(wishes.get(session));
      assertEquals(wish.workers, count, "all at once or none");
      assertEquals(line.get(0), wish, "first come, first served");
      line.remove(0);
      served += wish.workers > 1 ? 1 : 0;
      for (int i = 0; i < count; i++) {
        Lease lease = ledger.take(session, now).orElseThrow();
        assertEquals(alive.get(lease.worker().number()), lease.worker(), "it is alive");
        assertFalse(lent.containsValue(lease.worker()), "it is nobody else's");
        lent.put(lease.number(), lease.worker());
        wish.held.add(lease.number());
      }
    }

    private void check() {
      assertEquals(line.stream().mapToLong(wish -> wish.workers).sum(), ledger.waiting());
    }
  }

  @Test
  void oneWhoseWorkerDiesBeforeItIsTakenWaitsForAllAgain() {
    var ledger = new Ledger(Duration.ofDays(1));
    ledger.join(new WorkerId(0, 1), 0);
    ledger.join(new WorkerId(1, 1), 0);
    ledger.enter(7, 0);
    ledger.wantTogether(7, 2, 0);
    assertEquals(2, ledger.untaken(7));

    ledger.died(new WorkerId(1, 1), 1);

    assertEquals(0, ledger.untaken(7), "it holds nothing while it waits");
    assertEquals(2, ledger.waiting());
    ledger.join(new WorkerId(1, 2), 2);
    assertEquals(2, ledger.untaken(7));
  }

  @Test
  void moreThanThereWillBeIsRefusedAndHoldsNobodyUp() {
    var ledger = new Ledger(Duration.ofDays(1));
    ledger.join(new WorkerId(0, 1), 0);
    ledger.expect(1, 0);
    ledger.enter(7, 0);
    assertEquals(List.of(), ledger.wantTogether(7, 2, 0), "the other one will join");
    ledger.enter(8, 0);
    ledger.want(8, 1, true, 0);
    assertEquals(0, ledger.untaken(8), "who came later does not overtake");

    List<Effect> effects = ledger.vacant(1, 1);

    assertEquals(new Effect.TooFew(7), effects.get(0));
    assertEquals(0, ledger.outstanding(7));
    assertEquals(1, ledger.untaken(8));
  }

  @Test
  void aGangThatNobodyTookYetLosesAllItsWorkersWithOneThatGoes() {
    var ledger = new Ledger(Duration.ofDays(1));
    for (int number = 0; number < 3; number++) {
      ledger.join(new WorkerId(number, 1), 0);
    }
    ledger.enter(7, 0);
    ledger.wantTogether(7, 2, 0);
    ledger.retire(new WorkerId(0, 1), 1);
    assertEquals(2, ledger.untaken(7), "the other two are there");

    List<Effect> effects = ledger.retire(new WorkerId(1, 1), 2);

    assertEquals(0, ledger.untaken(7));
    assertTrue(effects.contains(new Effect.TooFew(7)), "one that stays is too few for two");
  }

  @Test
  void whatEnginesHoldIsRecalledForAGang() {
    var ledger = new Ledger(Duration.ofDays(1));
    ledger.join(new WorkerId(0, 1), 0);
    ledger.join(new WorkerId(1, 1), 0);
    ledger.enter(7, 0);
    ledger.want(7, 1, false, 0);
    long held = ledger.take(7, 0).orElseThrow().number();
    ledger.enter(8, 0);

    List<Effect> effects = ledger.wantTogether(8, 2, 1);

    assertEquals(
        List.of(new Effect.Recall(new WorkerId(0, 1), held, false)),
        effects,
        "one is idle, so one is recalled");
    ledger.returned(new WorkerId(0, 1), held, 2);
    assertEquals(2, ledger.untaken(8));
  }

  @Test
  void whoWaitsForTheConfirmationOfOneLeaseDoesNotTakeThatOfTheNextForIt() {
    var ledger = new Ledger(Duration.ofDays(1));
    var worker = new WorkerId(0, 1);
    ledger.join(worker, 0);
    long[] leases = new long[2];
    for (int i = 0; i < leases.length; i++) {
      ledger.enter(7, i);
      ledger.wantTogether(7, 1, i);
      leases[i] = ledger.take(7, i).orElseThrow().number();
      ledger.gone(7, i);
      assertTrue(ledger.clearing(worker, leases[i]));
      if (i == 0) {
        ledger.cleared(worker, leases[0], i);
        assertFalse(ledger.clearing(worker, leases[0]));
      }
    }

    assertFalse(ledger.clearing(worker, leases[0]), "that one was confirmed");
    assertTrue(ledger.clearing(worker));
  }
}

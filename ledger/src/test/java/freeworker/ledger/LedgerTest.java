package freeworker.ledger;

import static freeworker.ledger.Scene.ANN;
import static freeworker.ledger.Scene.BEN;
import static freeworker.ledger.Scene.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LedgerTest {

  @Test
  void theFreeWorkerWithTheLowestNumberIsLentFirst() {
    var scene = new Scene(3);
    Lease first = scene.borrow(ANN, true);
    scene.borrow(ANN, true);

    scene.ledger.free(ANN, first.number(), scene.now);

    assertEquals(worker(0), scene.borrow(BEN, true).worker());
    assertEquals(worker(2), scene.borrow(BEN, true).worker());
  }

  @Test
  void placesAreServedInOrderOfArrivalAcrossSessions() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    scene.want(BEN, 1, true);
    scene.want(ANN, 1, true);
    scene.want(BEN, 2, true);

    assertEquals(List.of(BEN, ANN, BEN), turns(scene, held, 3));
  }

  @Test
  void ofTooManyPlacesTheYoungestAreDropped() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    scene.want(BEN, 1, true);
    scene.want(ANN, 1, true);
    scene.want(BEN, 3, true);
    assertEquals(4, scene.ledger.waiting());

    scene.want(BEN, 1, true);

    assertEquals(2, scene.ledger.waiting());
    assertEquals(List.of(BEN, ANN), turns(scene, held, 2));
  }

  /** Frees the lease, then that of who comes next, and so on: who came. */
  private static List<Long> turns(Scene scene, Lease held, int turns) {
    Lease[] last = {held};
    return IntStream.range(0, turns)
        .mapToObj(
            turn -> {
              List<Effect> effects =
                  scene.ledger.free(last[0].session(), last[0].number(), scene.now);
              last[0] = Scene.only(Effect.Lent.class, effects).lease();
              return last[0].session();
            })
        .toList();
  }

  @Test
  void aStaleLeaseDoesNotFreeTheNextBorrowersWorker() {
    var scene = new Scene(1);
    Lease mine = scene.borrow(ANN, true);
    scene.ledger.free(ANN, mine.number(), scene.now);
    Lease yours = scene.borrow(BEN, true);

    List<Effect> effects = scene.ledger.free(ANN, mine.number(), scene.now);

    assertEquals(List.of(), effects);
    assertFalse(scene.ledger.holds(ANN, mine.number()), "a freed lease is spent");
    assertTrue(scene.ledger.holds(BEN, yours.number()));
    assertEquals(0, scene.ledger.idle());
  }

  @Test
  void aSilentSessionExpiresAndItsWorkerIsLentAgainOnlyAfterItConfirmed() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    long late = scene.now + Scene.TTL.toNanos() + 1;
    scene.ledger.renew(BEN, late);
    scene.ledger.want(BEN, 1, true, late);

    List<Effect> expired = scene.ledger.tick(late);

    assertEquals(
        new Effect.Ended(held, Effect.How.EXPIRED, late), Scene.only(Effect.Ended.class, expired));
    assertEquals(
        new Effect.Clear(worker(0), held.number(), true), Scene.only(Effect.Clear.class, expired));
    assertFalse(scene.ledger.knows(ANN));
    assertEquals(List.of(), Scene.all(Effect.Lent.class, scene.ledger.cleared(worker(0), 0, late)));
    List<Effect> cleared = scene.ledger.cleared(worker(0), held.number(), late);
    assertEquals(BEN, Scene.only(Effect.Lent.class, cleared).lease().session());
  }

  @Test
  void aWorkerThatIsThereAlreadyJoinsOnlyWithAHigherEpoch() {
    var scene = new Scene(1);

    assertThrows(IllegalArgumentException.class, () -> scene.ledger.join(worker(0), scene.now));

    scene.ledger.join(new WorkerId(0, 2), scene.now);
    assertEquals(List.of(new WorkerId(0, 2)), scene.ledger.workers());
  }

  @Test
  void anUnknownSessionCanNeitherWantNorRenew() {
    var ledger = new Ledger(Duration.ofSeconds(1));

    assertThrows(IllegalArgumentException.class, () -> ledger.want(5, 1, true, 0));
    assertThrows(IllegalArgumentException.class, () -> ledger.renew(5, 0));
  }

  @Test
  void aWorkerThatServedSomebodyElseIsReplacedBeforeItIsLent() {
    var scene = new Scene(1);
    scene.ledger.enter(5, "another", scene.now);
    scene.ledger.free(ANN, scene.borrow(ANN, true).number(), scene.now);

    List<Effect> effects = scene.want(5, 1, true);

    assertEquals(List.of(new Effect.Renew(Scene.worker(0))), effects);
    assertEquals(1, scene.ledger.waiting());
    assertTrue(scene.ledger.renewing(0));
    assertTrue(Scene.all(Effect.Lent.class, scene.want(BEN, 1, true)).isEmpty(), "in his turn");

    scene.ledger.died(Scene.worker(0), scene.now);
    List<Effect> joined = scene.ledger.join(new WorkerId(0, 2), scene.now);

    assertEquals(5, Scene.only(Effect.Lent.class, joined).lease().session());
  }

  @Test
  void aWorkerThatServedNobodyElseIsTakenBeforeOneOfALowerNumberIsReplaced() {
    var scene = new Scene(2);
    scene.ledger.enter(5, "another", scene.now);
    scene.ledger.free(ANN, scene.borrow(ANN, true).number(), scene.now);

    assertEquals(1, scene.borrow(5, true).worker().number());
  }

  @Test
  void whoWaitsForAFreshWorkerGetsAnotherWhenNobodyFollowsThere() {
    var scene = new Scene(2);
    scene.ledger.enter(5, "another", scene.now);
    Lease first = scene.borrow(ANN, true);
    scene.ledger.free(ANN, scene.borrow(ANN, true).number(), scene.now);
    scene.ledger.free(ANN, first.number(), scene.now);
    assertEquals(List.of(new Effect.Renew(worker(0))), scene.want(5, 1, true));
    assertEquals(List.of(), scene.ledger.died(worker(0), scene.now), "its successor is awaited");

    assertEquals(List.of(new Effect.Renew(worker(1))), scene.ledger.vacant(0, scene.now));
  }

  @Test
  void aWorkerThatSaysThatAMillionTasksBeganIsBelievedSixteen() {
    var scene = new Scene(1);
    Lease lease = scene.borrow(ANN, false);

    long told = 0;
    for (int i = 0; i < 1_000_000; i++) {
      told += scene.ledger.began(worker(0), lease.number(), "task " + i, scene.now).size();
    }

    assertEquals(16, told);
  }

  @Test
  void leasesThatEndByTheHundredThousandAreForgottenInTime() {
    var post = new Post(worker(0));
    for (int number = 1; number <= 100_000; number++) {
      post.end(new Lease(number, worker(0), ANN, false), true, 0);
    }

    assertEquals(4_096, post.remembered());
  }
}

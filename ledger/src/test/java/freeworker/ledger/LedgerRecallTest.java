package freeworker.ledger;

import static freeworker.ledger.Scene.ANN;
import static freeworker.ledger.Scene.BEN;
import static freeworker.ledger.Scene.all;
import static freeworker.ledger.Scene.only;
import static freeworker.ledger.Scene.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers that engines hold are asked back, and workers come, go and stop being lent. */
final class LedgerRecallTest {

  private static List<Long> recalled(List<Effect> effects) {
    return all(Effect.Recall.class, effects).stream().map(Effect.Recall::lease).toList();
  }

  @Test
  void asManyLeasesOfEnginesAreRecalledAsPlacesWaitLongestLentFirst() {
    var scene = new Scene(3);
    Lease first = scene.borrow(ANN, false);
    Lease second = scene.borrow(ANN, false);
    scene.borrow(ANN, false);

    assertEquals(List.of(first.number()), recalled(scene.want(BEN, 1, true)));
    assertEquals(List.of(second.number()), recalled(scene.want(BEN, 2, true)));
    assertEquals(List.of(), recalled(scene.want(BEN, 2, true)));
  }

  @Test
  void nothingIsRecalledForTheHoldersOwnPlaces() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, false);

    assertEquals(List.of(), recalled(scene.want(ANN, 5, false)));
    assertEquals(List.of(held.number()), recalled(scene.want(BEN, 1, false)));
  }

  @Test
  void aDrainRecallsWhatEnginesHold() {
    var scene = new Scene(2);
    Lease held = scene.borrow(ANN, false);
    scene.borrow(BEN, true);

    assertEquals(List.of(held.number()), recalled(scene.ledger.drain(scene.now)));
  }

  @Test
  void aKeptLeaseIsNeverRecalled() {
    var scene = new Scene(1);
    scene.borrow(ANN, true);

    assertEquals(List.of(), recalled(scene.want(BEN, 1, true)));
  }

  @Test
  void aLeaseIsRecalledOnceItIsTakenNotBefore() {
    var scene = new Scene(1);
    scene.want(ANN, 1, false);
    assertEquals(List.of(), recalled(scene.want(BEN, 1, false)));

    Lease lease = scene.ledger.take(ANN).orElseThrow();

    assertEquals(List.of(lease.number()), recalled(scene.ledger.renew(ANN, scene.now)));
  }

  @Test
  void aRecalledWorkerThatComesBackGoesToWhoWaits() {
    var scene = new Scene(1);
    Lease lease = scene.borrow(ANN, false);
    scene.want(BEN, 1, false);

    List<Effect> back = scene.ledger.returned(worker(0), lease.number(), scene.now);

    assertEquals(
        new Effect.Ended(lease, Effect.How.RETURNED, scene.now), only(Effect.Ended.class, back));
    assertEquals(BEN, only(Effect.Lent.class, back).lease().session());
    assertFalse(scene.ledger.holds(ANN, lease.number()));
  }

  @Test
  void aWorkerMayGiveBackWhatAnEngineHoldsButNotWhatABorrowerHolds() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    assertEquals(List.of(), scene.ledger.returned(worker(0), held.number(), scene.now));
    scene.ledger.free(ANN, held.number(), scene.now);
    Lease idle = scene.borrow(ANN, false);

    List<Effect> back = scene.ledger.returned(worker(0), idle.number(), scene.now);

    assertEquals(
        new Effect.Ended(idle, Effect.How.RETURNED, scene.now), only(Effect.Ended.class, back));
    assertEquals(1, scene.ledger.idle());
  }

  @Test
  void aWorkerWhoseTaskLeftSomethingRunningIsLentOnlyAfterItConfirmed() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    scene.want(ANN, 1, true);
    scene.ledger.left(worker(0), held.number(), scene.now);

    List<Effect> freed = scene.ledger.free(ANN, held.number(), scene.now);

    assertEquals(
        new Effect.Clear(worker(0), held.number(), false), only(Effect.Clear.class, freed));
    assertEquals(0, scene.ledger.idle());
    List<Effect> cleared = scene.ledger.cleared(worker(0), held.number(), scene.now);
    assertEquals(ANN, only(Effect.Lent.class, cleared).lease().session());
  }

  @Test
  void aCancelledLeaseIsOverButItsWorkerIsLentOnlyAfterItConfirmed() {
    var scene = new Scene(1);
    Lease mine = scene.borrow(ANN, false);
    scene.want(ANN, 1, false);
    scene.ledger.began(worker(0), mine.number(), "endless", scene.now);

    List<Effect> cancelled = scene.ledger.cancel(ANN, mine.number(), scene.now);

    assertEquals(
        new Effect.Clear(worker(0), mine.number(), false), only(Effect.Clear.class, cancelled));
    assertFalse(scene.ledger.holds(ANN, mine.number()));
    assertEquals(List.of(), scene.ledger.cancel(ANN, mine.number(), scene.now), "once");
    assertTrue(scene.ledger.busy(0), "its task still runs");
    List<Effect> ended =
        scene.ledger.ended(worker(0), mine.number(), "endless", 1, 1, scene.now + 1);
    assertEquals(Effect.Kind.ENDED, only(Effect.Flag.class, ended).kind());
    List<Effect> cleared = scene.ledger.cleared(worker(0), mine.number(), scene.now + 2);
    assertEquals(ANN, only(Effect.Lent.class, cleared).lease().session());
  }

  @Test
  void aWorkerThatHadToDieForACancelledTaskIsNobodysLoss() {
    var scene = new Scene(1);
    Lease mine = scene.borrow(ANN, false);
    scene.ledger.began(worker(0), mine.number(), "endless", scene.now);
    scene.ledger.cancel(ANN, mine.number(), scene.now);

    List<Effect> died = scene.ledger.died(worker(0), scene.now + 1);

    assertEquals(Effect.Kind.GONE, only(Effect.Flag.class, died).kind());
  }

  @Test
  void aReturnThatComesTooLateChangesNothing() {
    var scene = new Scene(1);
    Lease first = scene.borrow(ANN, false);
    scene.want(BEN, 1, true);
    scene.ledger.free(ANN, first.number(), scene.now);

    List<Effect> late = scene.ledger.returned(worker(0), first.number(), scene.now);

    assertEquals(List.of(), late);
    assertEquals(BEN, scene.ledger.lease(worker(0)).orElseThrow().session());
  }

  @Test
  void aWorkerThatIsToBeClearedIsLentOnlyAfterItConfirmedOrWasReplaced() {
    var scene = new Scene(2);
    scene.borrow(ANN, true);
    scene.borrow(ANN, true);
    scene.want(BEN, 2, true);

    List<Effect> gone = scene.ledger.gone(ANN, scene.now);

    assertEquals(2, all(Effect.Clear.class, gone).size());
    assertEquals(List.of(), all(Effect.Lent.class, gone));
    assertTrue(scene.ledger.clearing(worker(0)));
    assertEquals(1, all(Effect.Lent.class, scene.ledger.cleared(worker(0), 1, 1)).size());
    assertEquals(1, all(Effect.Lent.class, scene.ledger.join(new WorkerId(1, 2), 1)).size());
  }

  @Test
  void aPlaceWhoseWorkerDiedBeforeItsLeaseWasTakenIsFirstAgain() {
    var scene = new Scene(1);
    scene.want(ANN, 1, true);
    scene.want(BEN, 1, true);

    scene.ledger.died(worker(0), scene.now);

    assertEquals(2, scene.ledger.waiting());
    List<Effect> joined = scene.ledger.join(new WorkerId(0, 2), scene.now);
    assertEquals(ANN, only(Effect.Lent.class, joined).lease().session());
  }

  @Test
  void aReplacementEndsTheLeaseOfItsPredecessor() {
    var scene = new Scene(1);
    Lease lease = scene.borrow(ANN, true);

    List<Effect> joined = scene.ledger.join(new WorkerId(0, 2), scene.now);

    assertEquals(
        new Effect.Ended(lease, Effect.How.LOST, scene.now), only(Effect.Ended.class, joined));
    assertEquals(List.of(), scene.ledger.died(worker(0), scene.now), "that one is gone already");
    assertEquals(1, scene.ledger.idle());
  }

  @Test
  void aSessionThatLeavesTakesItsPlacesAlong() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    scene.want(BEN, 1_000_000, true);

    scene.ledger.gone(BEN, scene.now);

    assertEquals(0, scene.ledger.waiting());
    assertEquals(
        List.of(), all(Effect.Lent.class, scene.ledger.free(ANN, held.number(), scene.now)));
  }

  @Test
  void aSessionThatIsHeardInTimeDoesNotExpire() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    long limit = scene.now + Scene.TTL.toNanos();

    assertEquals(List.of(), scene.ledger.tick(limit));
    scene.ledger.renew(ANN, limit);
    scene.ledger.tick(limit + 1);

    assertTrue(scene.ledger.holds(ANN, held.number()));
    assertFalse(scene.ledger.knows(BEN), "silent for longer than the time to live");
  }

  @Test
  void aDrainedLedgerLendsNothingAndKeepsNobodyWaiting() {
    var scene = new Scene(1);
    Lease held = scene.borrow(ANN, true);
    scene.want(BEN, 2, true);

    scene.ledger.drain(scene.now);

    assertEquals(0, scene.ledger.waiting());
    assertEquals(
        List.of(), all(Effect.Lent.class, scene.ledger.free(ANN, held.number(), scene.now)));
    assertEquals(List.of(), scene.want(BEN, 1, true));
    assertEquals(1, scene.ledger.idle());
  }
}

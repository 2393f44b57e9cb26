package freeworker.ledger;

import static freeworker.ledger.Scene.ANN;
import static freeworker.ledger.Scene.BEN;
import static freeworker.ledger.Scene.all;
import static freeworker.ledger.Scene.only;
import static freeworker.ledger.Scene.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
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
  void aWorkerThatGoesIsRecalledFromItsEngineAndLentToNobodyElse() {
    var scene = new Scene(2);
    Lease held = scene.borrow(ANN, false);
    Lease other = scene.borrow(ANN, true);

    assertEquals(List.of(held.number()), recalled(scene.ledger.retire(worker(0), scene.now)));
    assertEquals(List.of(), recalled(scene.ledger.retire(worker(1), scene.now)));

    assertTrue(scene.ledger.engaged(worker(0)));
    scene.ledger.returned(worker(0), held.number(), scene.now);
    assertFalse(scene.ledger.engaged(worker(0)));
    assertTrue(scene.ledger.engaged(worker(1)), "a borrower keeps his as long as he likes");
    scene.ledger.free(ANN, other.number(), scene.now);
    assertFalse(scene.ledger.engaged(worker(1)));
    scene.want(BEN, 1, true);
    assertEquals(0, scene.ledger.untaken(BEN));
    assertEquals(0, scene.ledger.capacity());
  }

  @Test
  void whoDidNotTakeAWorkerBeforeItGoesIsFirstAgain() {
    var scene = new Scene(1);
    scene.want(ANN, 1, true);
    scene.want(BEN, 1, true);

    scene.ledger.retire(worker(0), scene.now);

    assertEquals(0, scene.ledger.untaken(ANN));
    scene.ledger.join(worker(1), scene.now);
    assertEquals(1, scene.ledger.untaken(ANN));
    assertEquals(1, scene.ledger.waiting());
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

    Lease lease = scene.ledger.take(ANN, scene.now).orElseThrow();

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

  /** Two sessions of one owner and one of another, at a ledger whose turns last. */
  private static final class Turns {
    static final long ZOE = 73;
    final Ledger ledger =
        new Ledger(Scene.TTL, new Quantum(Duration.ofMillis(20), Duration.ofSeconds(4)));
    long now = 1;

    Turns(int workers) {
      for (int number = 0; number < workers; number++) {
        ledger.join(worker(number), now);
      }
      ledger.enter(ANN, "us", now);
      ledger.enter(BEN, "us", now);
      ledger.enter(ZOE, "them", now);
    }

    Lease lent(long session) {
      ledger.want(session, 1, false, now);
      return ledger.take(session, now).orElseThrow();
    }

    List<Long> wanted(long session, int waiters) {
      return recalled(ledger.want(session, waiters, false, now));
    }

    List<Long> after(long millis) {
      now += Duration.ofMillis(millis).toNanos();
      return recalled(ledger.recall(now));
    }
  }

  @Test
  void anEngineKeepsAWorkerForItsTurnWhileAnotherWaits() {
    var scene = new Turns(1);
    Lease lease = scene.lent(ANN);

    assertEquals(List.of(), scene.wanted(BEN, 1));
    assertEquals(OptionalLong.of(20_000_001), scene.ledger.nextRecall());
    assertEquals(List.of(), scene.after(19));
    assertEquals(List.of(lease.number()), scene.after(1));
    assertEquals(OptionalLong.empty(), scene.ledger.nextRecall());
  }

  @Test
  void whoIsLentAWorkerWhileOthersWaitKnowsHowLongHisTurnIs() {
    var scene = new Turns(1);
    Lease first = scene.lent(ANN);
    scene.wanted(BEN, 1);
    assertEquals(List.of(first.number()), scene.after(20));
    assertFalse(first.ends(), "nobody waited when it was lent");
    scene.wanted(Turns.ZOE, 1);
    scene.ledger.returned(worker(0), first.number(), scene.now);

    Lease second = scene.ledger.take(BEN, scene.now + 5).orElseThrow();

    assertEquals(Duration.ofSeconds(4).toNanos() - 5, second.turn(), "what is left of patience");
  }

  @Test
  void noMoreTurnsEndByThemselvesThanOthersWait() {
    var scene = new Turns(2);
    scene.lent(ANN);
    scene.ledger.want(BEN, 1, false, scene.now);
    scene.wanted(Turns.ZOE, 1);

    Lease lease = scene.ledger.take(BEN, scene.now).orElseThrow();

    assertFalse(lease.ends(), "ANN's worker is recalled for the one who waits");
  }

  @Test
  void whoseTurnIsOverLongAgoGivesWayAtOnce() {
    var scene = new Turns(1);
    Lease lease = scene.lent(ANN);
    assertEquals(List.of(), scene.after(50));

    assertEquals(List.of(lease.number()), scene.wanted(BEN, 1));
  }

  @Test
  void theMoreWaitTheShorterIsATurn() {
    var scene = new Turns(2);
    Lease first = scene.lent(ANN);
    scene.lent(ANN);

    assertEquals(List.of(), scene.wanted(BEN, 8));
    assertEquals(List.of(), scene.after(4));
    assertEquals(List.of(first.number(), first.number() + 1), scene.after(1));
  }

  @Test
  void betweenOwnersATurnIsLonger() {
    var scene = new Turns(1);
    Lease lease = scene.lent(ANN);
    scene.ledger.began(lease.worker(), lease.number(), "long", scene.now);

    assertEquals(List.of(), scene.wanted(Turns.ZOE, 1));
    assertEquals(List.of(), scene.after(3_999));
    assertEquals(List.of(lease.number()), scene.after(1));
  }

  @Test
  void aWorkerOnWhichNothingRunsIsNotKeptFromAnotherOwner() {
    var scene = new Turns(1);
    Lease lease = scene.lent(ANN);
    scene.ledger.began(lease.worker(), lease.number(), "short", scene.now);
    assertEquals(List.of(), scene.wanted(Turns.ZOE, 1));
    assertEquals(List.of(), scene.after(500));

    scene.ledger.ended(lease.worker(), lease.number(), "short", 1, 0, scene.now);

    assertEquals(OptionalLong.of(scene.now + 100_000_000), scene.ledger.nextRecall());
    assertEquals(List.of(), scene.after(99));
    assertEquals(List.of(lease.number()), scene.after(1));
  }

  @Test
  void whoWithdrawsHasNoPlaceAndKeepsWhatIsLent() {
    var scene = new Turns(1);
    Lease lease = scene.lent(ANN);
    scene.wanted(BEN, 3);
    scene.wanted(Turns.ZOE, 1);

    scene.ledger.withdraw(BEN, scene.now);

    assertEquals(1, scene.ledger.waiting());
    scene.ledger.withdraw(ANN, scene.now);
    assertTrue(scene.ledger.holds(ANN, lease.number()));
  }
}

package freeworker.ledger;

import static freeworker.ledger.Scene.ANN;
import static freeworker.ledger.Scene.BEN;
import static freeworker.ledger.Scene.kinds;
import static freeworker.ledger.Scene.only;
import static freeworker.ledger.Scene.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.ledger.Effect.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a flag goes up and down, and what counts as finished. */
final class LedgerFlagsTest {
  private final Scene scene = new Scene(1);
  private final Ledger ledger = scene.ledger;

  private List<Effect> began(Lease lease, String task, long at) {
    return ledger.began(lease.worker(), lease.number(), task, at);
  }

  private List<Effect> ended(Lease lease, String task, long at) {
    return ledger.ended(lease.worker(), lease.number(), task, 1, 0, at);
  }

  private List<Effect> free(Lease lease, long at) {
    return ledger.free(lease.session(), lease.number(), at);
  }

  @Test
  void theFlagOfAKeptLeaseIsUpFromLendToFreeWhateverRuns() {
    List<Effect> lent = scene.want(ANN, 1, true);
    Lease lease = ledger.take(ANN, scene.now).orElseThrow();

    assertEquals(List.of(Kind.LENT), kinds(lent));
    assertEquals(List.of(), kinds(began(lease, "Square", 1_001)));
    Effect.Flag done = only(Effect.Flag.class, ended(lease, "Square", 1_002));
    assertEquals(
        new Effect.Flag(Kind.DONE, worker(0), ANN, lease.number(), "Square", 1, 0, 0, 1_002), done);
    assertTrue(ledger.busy(0));
    assertEquals(List.of(Kind.FREED), kinds(free(lease, 1_003)));
    assertFalse(ledger.busy(0));
    assertEquals(1, ledger.finished());
  }

  @Test
  void theFlagOfAnEngineIsUpWhileATaskRuns() {
    List<Effect> lent = scene.want(ANN, 1, false);
    Lease lease = ledger.take(ANN, scene.now).orElseThrow();

    assertEquals(List.of(), kinds(lent));
    assertFalse(ledger.busy(0));
    assertEquals(List.of(Kind.BEGAN), kinds(began(lease, "Square", 1_001)));
    assertTrue(ledger.busy(0));
    Effect.Flag ended = only(Effect.Flag.class, ended(lease, "Square", 1_002));
    assertEquals(Kind.ENDED, ended.kind());
    assertEquals(1, ended.finished());
    assertFalse(ledger.busy(0));
    assertEquals(List.of(), kinds(free(lease, 1_003)));
  }

  @Test
  void aTaskWhoseEndIsToldAfterTheFreeOfAKeptLeaseCountsBeforeThatFree() {
    Lease lease = scene.borrow(ANN, true);
    began(lease, "Square", 1_001);
    free(lease, 1_005);
    Lease next = scene.borrow(BEN, true);

    Effect.Flag told = only(Effect.Flag.class, ended(lease, "Square", 1_004));
    assertEquals(Kind.DONE, told.kind());
    assertEquals(ANN, told.session());
    assertEquals(1_004, told.at());

    began(next, "Cube", 1_006);
    free(next, 1_010);
    Effect.Flag late = only(Effect.Flag.class, ended(next, "Cube", 1_012));
    assertEquals(1_010, late.at(), "not after the free, whatever the clocks say");
    assertEquals(2, ledger.finished());
  }

  @Test
  void aTaskOfAnEngineToldWhollyAfterTheFreeStillRaisesAndLowers() {
    Lease lease = scene.borrow(ANN, false);
    free(lease, 1_005);

    List<Effect> began = began(lease, "Square", 1_001);
    List<Effect> ended = ended(lease, "Square", 1_004);

    assertEquals(List.of(Kind.BEGAN), kinds(began));
    assertEquals(List.of(Kind.ENDED), kinds(ended));
    assertEquals(1, ledger.finished());
  }

  @Test
  void anEndThatIsToldTwiceCountsOnce() {
    Lease lease = scene.borrow(ANN, true);
    began(lease, "Square", 1_001);
    ended(lease, "Square", 1_002);

    List<Effect> again = ended(lease, "Square", 1_002);

    assertEquals(List.of(), again);
    assertEquals(1, ledger.finished());
  }

  @Test
  void aReportThatComesMuchTooLateCountsWithoutMovingTheFlag() {
    Lease lease = scene.borrow(ANN, false);
    free(lease, 1_005);
    long muchLater = 1_005 + Duration.ofSeconds(11).toNanos();
    ledger.enter(ANN, muchLater);
    ledger.want(ANN, 1, false, muchLater);
    free(ledger.take(ANN, muchLater).orElseThrow(), muchLater);

    List<Effect> began = began(lease, "Square", 1_001);
    List<Effect> ended = ended(lease, "Square", 1_002);

    assertEquals(List.of(), kinds(began));
    assertEquals(List.of(Kind.DONE), kinds(ended));
    assertEquals(1, ledger.finished());
  }

  @Test
  void aSessionThatGoesAwayLowersTheFlagAndItsCutOffTaskStillCountsWhenItEnds() {
    Lease lease = scene.borrow(ANN, false);
    began(lease, "Square", 1_001);

    Effect.Flag gone = only(Effect.Flag.class, ledger.gone(ANN, 1_005));

    assertEquals(Kind.GONE, gone.kind());
    assertEquals("Square", gone.task());
    assertEquals(0, gone.finished());
    assertFalse(ledger.busy(0));
    assertEquals(List.of(Kind.DONE), kinds(ended(lease, "Square", 1_004)));
    assertEquals(1, ledger.finished());
  }

  @Test
  void aSessionThatGoesAwayIdleHasNoFlagToLower() {
    scene.borrow(ANN, false);

    assertEquals(List.of(), kinds(ledger.gone(ANN, 1_005)));
  }

  @Test
  void aDeadWorkerLowersItsFlagAndItsReportsAreOver() {
    Lease lease = scene.borrow(ANN, true);
    began(lease, "Square", 1_001);

    List<Effect> died = ledger.died(worker(0), 1_005);

    assertEquals(Effect.How.LOST, only(Effect.Ended.class, died).how());
    Effect.Flag lost = only(Effect.Flag.class, died);
    assertEquals(Kind.LOST, lost.kind());
    assertEquals("Square", lost.task());
    assertEquals(0, lost.finished());
    assertEquals(List.of(), ended(lease, "Square", 1_004));
    assertEquals(0, ledger.finished());
  }

  @Test
  void aTaskOfTheLeaseBeforeThatIsNotToldYetIsLostWithTheWorker() {
    Lease before = scene.borrow(ANN, false);
    began(before, "Square", 1_001);
    free(before, 1_002);
    scene.borrow(BEN, true);

    List<Effect> died = ledger.died(worker(0), 1_005);

    assertEquals(List.of(Kind.LOST, Kind.LOST), kinds(died), "two reasons to be up, both over");
  }

  @Test
  void theKindOfALeaseCanChangeUntilItIsTaken() {
    scene.want(ANN, 1, false);

    List<Effect> kept = scene.want(ANN, 1, true);
    assertEquals(List.of(Kind.LENT), kinds(kept));
    List<Effect> notKept = scene.want(ANN, 1, false);
    assertEquals(List.of(Kind.FREED), kinds(notKept));
    assertFalse(ledger.take(ANN, scene.now).orElseThrow().kept());
    assertEquals(List.of(), kinds(scene.want(ANN, 0, true)));
    assertFalse(ledger.busy(0));
  }

  @Test
  void aFlagSaysHowManyWaitAtThatMoment() {
    Lease lease = scene.borrow(ANN, true);
    scene.want(BEN, 3, true);

    List<Effect.Flag> flags = Scene.all(Effect.Flag.class, free(lease, 1_005));

    assertEquals(List.of(Kind.FREED, Kind.LENT), flags.stream().map(Effect.Flag::kind).toList());
    assertEquals(List.of(3, 2), flags.stream().map(Effect.Flag::waiting).toList());
  }
}

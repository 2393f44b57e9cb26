package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LendingDeskTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<Effect> effects = Collections.synchronizedList(new ArrayList<>());
  private final LendingDesk desk =
      new LendingDesk(new Ledger(Duration.ofMinutes(1)), System::nanoTime, effects::add);
  private final ExecutorService borrowers =
      Executors.newCachedThreadPool(task -> new Thread(task, "borrower"));

  @AfterEach
  void nobodyIsLeft() throws InterruptedException {
    borrowers.shutdownNow();
    assertTrue(borrowers.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static boolean alive() {
    return true;
  }

  private Lease findAtOnce(long session) throws InterruptedException {
    return desk.find(session, Duration.ZERO, 1, true, LendingDeskTest::alive).orElseThrow();
  }

  /** A borrower that certainly waits when this returns. */
  private Future<Optional<Lease>> waiting(
      long session, int waiters, boolean kept, BooleanSupplier alive) {
    int before = desk.ask(Ledger::waiting);
    Future<Optional<Lease>> call =
        borrowers.submit(() -> desk.find(session, LONG, waiters, kept, alive));
    while (desk.ask(Ledger::waiting) < before + waiters && !call.isDone()) {
      Thread.onSpinWait();
    }
    return call;
  }

  private void enter(long... sessions) {
    for (long session : sessions) {
      desk.enter(session);
    }
  }

  @Test
  void aWorkerIsFoundAndFreedOnce() throws Exception {
    enter(1);
    desk.join(new WorkerId(0, 1));

    Lease lease = findAtOnce(1);

    assertEquals(Optional.empty(), desk.find(1, Duration.ZERO, 1, true, LendingDeskTest::alive));
    assertTrue(desk.free(1, lease.number()));
    assertFalse(desk.free(1, lease.number()));
    assertEquals(0, desk.ask(Ledger::waiting));
  }

  @Test
  void anUnknownSessionIsToldSo() {
    assertThrows(
        UnknownSession.class, () -> desk.find(9, Duration.ZERO, 1, true, LendingDeskTest::alive));
    assertThrows(UnknownSession.class, () -> desk.renew(9));
  }

  @Test
  void aFreedWorkerGoesToTheBorrowerWhoWaits() throws Exception {
    enter(1, 2);
    desk.join(new WorkerId(0, 1));
    Lease mine = findAtOnce(1);
    Future<Optional<Lease>> yours = waiting(2, 1, true, LendingDeskTest::alive);

    desk.free(1, mine.number());

    assertEquals(2, yours.get().orElseThrow().session());
  }

  @Test
  void theOtherPlacesOfASessionStayWhenOneOfItsBorrowersIsServedOrLeaves() throws Exception {
    enter(1);
    desk.join(new WorkerId(0, 1));

    assertTrue(desk.find(1, Duration.ZERO, 3, true, LendingDeskTest::alive).isPresent());
    assertEquals(2, desk.ask(Ledger::waiting));

    assertEquals(Optional.empty(), desk.find(1, Duration.ZERO, 2, true, LendingDeskTest::alive));
    assertEquals(1, desk.ask(Ledger::waiting));
  }

  @Test
  void aBorrowerWhoIsInterruptedLosesItsPlace() throws Exception {
    enter(1, 2);
    Future<Optional<Lease>> leaving = waiting(1, 1, true, LendingDeskTest::alive);
    Future<Optional<Lease>> staying = waiting(2, 1, true, LendingDeskTest::alive);

    leaving.cancel(true);
    while (desk.ask(Ledger::waiting) > 1) {
      Thread.onSpinWait();
    }
    desk.join(new WorkerId(0, 1));

    assertEquals(2, staying.get().orElseThrow().session());
  }

  @Test
  void aBorrowerWhoIsNoLongerAliveLosesItsPlace() throws Exception {
    enter(1);

    Future<Optional<Lease>> call = waiting(1, 1, true, () -> false);

    assertEquals(Optional.empty(), call.get());
    assertEquals(0, desk.ask(Ledger::waiting));
  }

  @Test
  void aLeaseThatComesWhileTheBorrowerIsFoundDeadIsNotLost() throws Exception {
    enter(1);
    Future<Optional<Lease>> call =
        waiting(
            1,
            1,
            true,
            () -> {
              desk.join(new WorkerId(0, 1));
              return false;
            });

    assertEquals(Optional.empty(), call.get());
    assertEquals(1, desk.ask(Ledger::idle));
  }

  @Test
  void aBorrowerWhoseSessionGoesAwayIsTold() {
    enter(1);
    Future<Optional<Lease>> call = waiting(1, 1, true, LendingDeskTest::alive);

    desk.gone(1);

    ExecutionException told = assertThrows(ExecutionException.class, call::get);
    assertInstanceOf(UnknownSession.class, told.getCause());
  }

  @Test
  void aBorrowerGoesAwayEmptyWhenTheDeskDrains() throws Exception {
    enter(1);
    Future<Optional<Lease>> call = waiting(1, 1, true, LendingDeskTest::alive);

    desk.drain();

    assertEquals(Optional.empty(), call.get());
    assertEquals(Optional.empty(), desk.find(1, LONG, 1, true, LendingDeskTest::alive));
  }

  @Test
  void aBorrowerWhoseWorkerDiesBeforeTheLeaseIsTakenWaitsOn() throws Exception {
    enter(1);
    desk.join(new WorkerId(0, 1));
    Lease first = desk.find(1, Duration.ZERO, 2, true, LendingDeskTest::alive).orElseThrow();
    desk.free(1, first.number());
    int toTake = desk.ask(ledger -> ledger.untaken(1));
    assertEquals(1, toTake);
    desk.died(new WorkerId(0, 1));

    Future<Optional<Lease>> call =
        borrowers.submit(() -> desk.find(1, LONG, 1, true, LendingDeskTest::alive));
    desk.join(new WorkerId(0, 2));

    assertEquals(new WorkerId(0, 2), call.get().orElseThrow().worker());
  }

  @Test
  void twoCallsOfOneSessionGetALeaseEachOfTheirOwnKind() throws Exception {
    enter(1);
    Future<Optional<Lease>> keeper = waiting(1, 1, true, LendingDeskTest::alive);
    Future<Optional<Lease>> engine = waiting(1, 1, false, LendingDeskTest::alive);

    desk.join(new WorkerId(0, 1));
    desk.join(new WorkerId(1, 1));

    assertTrue(keeper.get().orElseThrow().kept());
    assertFalse(engine.get().orElseThrow().kept());
  }

  @Test
  void aLeaseOfAnEngineIsRecalledAsSoonAsItIsTakenWhileOthersWait() throws Exception {
    enter(1);
    enter(2);
    Future<Optional<Lease>> engine = waiting(1, 1, false, LendingDeskTest::alive);
    Future<Optional<Lease>> other = waiting(2, 1, true, LendingDeskTest::alive);

    desk.join(new WorkerId(0, 1));
    Lease lease = engine.get().orElseThrow();

    desk.returned(lease.worker(), lease.number());
    assertEquals(lease.worker(), other.get().orElseThrow().worker());
    assertTrue(effects.contains(new Effect.Recall(lease.worker(), lease.number(), true)));
  }

  @Test
  void manyBorrowersNeverHoldTheSameWorker() throws Exception {
    int threads = 8;
    for (int number = 0; number < 3; number++) {
      desk.join(new WorkerId(number, 1));
    }
    CyclicBarrier start = new CyclicBarrier(threads);
    Set<Integer> held = new HashSet<>();
    List<Callable<Integer>> borrowing = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      long session = 1L + thread / 2;
      enter(session);
      borrowing.add(
          () -> {
            start.await();
            for (int round = 0; round < 500; round++) {
              Lease lease = desk.find(session, LONG, 1, true, LendingDeskTest::alive).orElseThrow();
              synchronized (held) {
                assertTrue(held.add(lease.worker().number()), "lent twice: " + lease);
              }
              Thread.onSpinWait();
              synchronized (held) {
                held.remove(lease.worker().number());
              }
              assertTrue(desk.free(session, lease.number()));
            }
            return 500;
          });
    }

    int found = 0;
    for (Future<Integer> each : borrowers.invokeAll(borrowing)) {
      found += each.get();
    }

    assertEquals(500 * threads, found);
    assertEquals(3, desk.ask(Ledger::idle));
    assertEquals(0, desk.ask(Ledger::waiting));
  }

  @Test
  void noMoreWaitThanMay() throws Exception {
    var small =
        new LendingDesk(new Ledger(Duration.ofMinutes(1)), System::nanoTime, effects::add, 10, 6);
    small.enter(1);
    small.enter(2);

    var ofOne = assertThrows(TooManyWaiters.class, () -> small.find(1, LONG, 7, true, () -> true));
    assertTrue(ofOne.ofTheSession());
    assertEquals(7, ofOne.waiters());
    assertEquals(0, small.ask(Ledger::waiting), "nothing changed");

    Future<Optional<Lease>> call = borrowers.submit(() -> small.find(1, LONG, 6, true, () -> true));
    while (small.ask(Ledger::waiting) < 6) {
      Thread.onSpinWait();
    }
    var ofAll = assertThrows(TooManyWaiters.class, () -> small.find(2, LONG, 5, true, () -> true));
    assertFalse(ofAll.ofTheSession());
    assertEquals(11, ofAll.waiters());
    assertEquals(6, small.ask(Ledger::waiting), "nothing changed");

    small.join(new WorkerId(0, 1));
    assertTrue(call.get().isPresent());
    assertEquals(
        Optional.empty(), small.find(2, Duration.ZERO, 5, true, () -> true), "there is room again");
  }

  @Test
  void whoWithdrawsIsAnsweredAtOnceAndOthersWaitOn() throws Exception {
    enter(1, 2);
    Future<Optional<Lease>> mine = waiting(1, 3, false, LendingDeskTest::alive);
    Future<Optional<Lease>> yours = waiting(2, 1, true, LendingDeskTest::alive);

    desk.withdraw(1);

    assertEquals(Optional.empty(), mine.get());
    assertEquals(1, desk.ask(Ledger::waiting));
    desk.join(new WorkerId(0, 1));
    assertTrue(yours.get().isPresent());
    assertThrows(UnknownSession.class, () -> desk.withdraw(9));
  }

  @Test
  void whoAsksWhileAWithdrawalIsUnderWayHasHisPlaceAloneAndKeepsIt() throws Exception {
    enter(1);
    var held = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    Future<Optional<Lease>> withdrawn =
        borrowers.submit(
            () ->
                desk.find(
                    1,
                    LONG,
                    3,
                    false,
                    () -> {
                      asked.countDown();
                      return awaited(held);
                    }));
    assertTrue(asked.await(20, TimeUnit.SECONDS), "its call is outside the lock");
    desk.withdraw(1);
    Future<Optional<Lease>> next = waiting(1, 1, false, LendingDeskTest::alive);
    held.countDown();

    assertEquals(Optional.empty(), withdrawn.get());
    assertEquals(1, desk.ask(Ledger::waiting), "nobody waits for those who withdrew");
    desk.join(new WorkerId(0, 1));
    assertTrue(next.get().isPresent());
    assertEquals(0, desk.ask(Ledger::waiting));
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void whatIsDueIsRecalledThoughNothingElseHappens() throws Exception {
    var quantum = new Quantum(Duration.ofMillis(5), Duration.ofMillis(5));
    var recalled = new CompletableFuture<Long>();
    var turns =
        new LendingDesk(
            new Ledger(Duration.ofMinutes(1), quantum),
            System::nanoTime,
            effect -> {
              if (effect instanceof Effect.Recall recall) {
                recalled.complete(recall.lease());
              }
            });
    Future<?> giving =
        borrowers.submit(
            () -> {
              turns.giveRecalls();
              return true;
            });
    turns.enter(1);
    turns.enter(2);
    turns.join(new WorkerId(0, 1));
    Lease lease = turns.find(1, Duration.ZERO, 1, false, () -> true).orElseThrow();

    Future<Optional<Lease>> other =
        borrowers.submit(() -> turns.find(2, LONG, 1, false, () -> true));

    assertEquals(lease.number(), recalled.get());
    turns.returned(lease.worker(), lease.number());
    assertTrue(other.get().isPresent());
    giving.cancel(true);
  }

  @Test
  void borrowersWhoComeLaterHaveTheirPlacesBeforeTheCallOfTheirProgramIsAnswered()
      throws Exception {
    enter(1, 2);
    Future<Optional<Lease>> first = waiting(1, 1, true, LendingDeskTest::alive);
    desk.waiting(1, 3, true);
    Future<Optional<Lease>> other = waiting(2, 1, true, LendingDeskTest::alive);
    assertEquals(4, desk.ask(Ledger::waiting));

    desk.join(new WorkerId(0, 1));
    assertTrue(first.get().isPresent());
    assertEquals(3, desk.ask(Ledger::waiting));
    desk.join(new WorkerId(1, 1));
    assertTrue(desk.find(1, LONG, 2, true, LendingDeskTest::alive).isPresent());
    assertFalse(other.isDone());
    desk.join(new WorkerId(2, 1));
    desk.join(new WorkerId(3, 1));
    assertTrue(other.get().isPresent());
  }
}

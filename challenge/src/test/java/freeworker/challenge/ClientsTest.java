package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientsTest {
  @Test
  void eachClientRunsAllItsErrandsAtTheSameTimeAsTheOthers() throws Exception {
    var together = new CyclicBarrier(3);
    var errands = new AtomicInteger();

    Clients.Ran ran =
        new Clients(
                3,
                4,
                Duration.ZERO,
                client -> {
                  meet(together);
                  errands.incrementAndGet();
                })
            .run(() -> {});

    assertEquals(12, errands.get());
    assertEquals(12, ran.errands().size());
  }

  @Test
  void theWallHoldsEveryErrandAndTheLastPause() throws Exception {
    var first = new AtomicLong(Long.MAX_VALUE);
    var last = new AtomicLong(Long.MIN_VALUE);
    Duration think = Duration.ofMillis(20);

    Clients.Ran ran =
        new Clients(
                2,
                2,
                think,
                client -> {
                  first.accumulateAndGet(System.nanoTime(), Math::min);
                  last.accumulateAndGet(System.nanoTime(), Math::max);
                })
            .run(() -> {});

    Duration errands = Duration.ofNanos(last.get() - first.get());
    assertTrue(ran.wall().compareTo(errands.plus(think)) >= 0, ran + " around " + errands);
  }

  @Test
  void theFirstFailureStopsAllOthersAndIsTheAnswer() {
    var failure = new ChallengeFailure(ChallengeFailure.FAILED, "wrong", "");
    var allWait = new CyclicBarrier(3);
    Set<Integer> stopped = ConcurrentHashMap.newKeySet();
    var clients =
        new Clients(
            3,
            2,
            Duration.ofDays(1),
            client -> {
              meet(allWait);
              if (client == 2) {
                throw failure;
              }
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                stopped.add(client);
                throw e;
              }
            });

    assertSame(failure, assertThrows(ChallengeFailure.class, () -> clients.run(() -> {})));

    assertEquals(Set.of(1, 3), stopped);
  }

  @Test
  void aPauseEndsWithTheFailureOfAnother() {
    var paused = new CountDownLatch(1);
    var clients =
        new Clients(
            2,
            2,
            Duration.ofDays(1),
            client -> {
              if (client == 1) {
                paused.countDown();
              } else {
                paused.await();
                throw new ChallengeFailure(ChallengeFailure.FAILED, "wrong", "");
              }
            });

    assertThrows(ChallengeFailure.class, () -> clients.run(() -> {}));
  }

  @Test
  void whoIsInterruptedStopsItsClients() {
    var stopped = new CountDownLatch(2);
    Thread self = Thread.currentThread();
    var clients =
        new Clients(
            2,
            1,
            Duration.ZERO,
            client -> {
              try {
                if (client == 1) {
                  self.interrupt();
                }
                new CountDownLatch(1).await();
              } finally {
                stopped.countDown();
              }
            });

    assertThrows(InterruptedException.class, () -> clients.run(() -> {}));

    assertEquals(0, stopped.getCount(), "nobody goes on");
  }

  private static void meet(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }
}

package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Worker;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Reply;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PurseTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Grant GRANT = Grant.of(7, 0, 1, new byte[0], Worker.NO_END);

  private final Scripted lender = new Scripted();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Purse purse = new Purse(lender, threads);

  /** Answers each question that waits as the test says, and notes withdrawals. */
  private static final class Scripted extends LoneLender {
    final Semaphore asked = new Semaphore(0);
    final BlockingQueue<Grant> answers = new LinkedBlockingQueue<>();
    final Semaphore withdrawn = new Semaphore(0);
    final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
    final Semaphore mayWithdraw = new Semaphore(1_000);

    @Override
    public Grant find(Duration wait, int waiters, boolean kept) throws InterruptedException {
      if (wait.isZero()) {
        return Grant.none("none is free");
      }
      asked.release();
      return answers.take();
    }

    @Override
    public void waiting(int waiters, boolean kept) {
      told.add(waiters);
      if (waiters > 0) {
        return;
      }
      answers.add(Grant.none("withdrawn"));
      withdrawn.release();
      mayWithdraw.acquireUninterruptibly();
    }

    @Override
    public Reply run(Grant grant, boolean kept, Freight frame) {
      return Reply.STALE;
    }

    @Override
    public byte[] attend(Grant grant, byte[] supply) {
      return supply;
    }

    @Override
    public Fate fate(Grant grant) {
      return new Fate(false, "");
    }
  }

  @AfterEach
  void close() {
    lender.mayWithdraw.release(1_000);
    lender.answers.add(Grant.none("over"));
    purse.close();
    threads.shutdownNow();
  }

  @Test
  void aPlaceThatNobodyNeedsAnyMoreIsWithdrawn() throws Exception {
    Future<Grant> looking = threads.submit(purse::lookFor);
    lender.asked.acquire();

    purse.look(true);
    purse.look(false);

    assertNull(looking.get());
    lender.withdrawn.acquire();
    assertEquals(0, lender.withdrawn.availablePermits(), "once, and not while it was needed");
  }

  @Test
  void whoComesWhileAPlaceIsWithdrawnIsAskedForAnew() throws Exception {
    lender.mayWithdraw.drainPermits();
    Future<Grant> looking = threads.submit(purse::lookFor);
    lender.asked.acquire();
    purse.look(false);
    assertNull(looking.get());
    lender.withdrawn.acquire();

    Future<Grant> taking = threads.submit(() -> purse.take(false, LONG));
    lender.asked.acquire();
    // What the withdrawal that is still under way ends is no refusal.
    lender.answers.add(Grant.none("withdrawn"));
    lender.asked.acquire();
    lender.answers.add(GRANT);

    assertEquals(GRANT, taking.get());
  }

  @Test
  void whoWaitsIsNeverWithdrawn() throws Exception {
    Future<Grant> taking = threads.submit(() -> purse.take(false, LONG));
    lender.asked.acquire();

    purse.look(false);
    lender.answers.add(GRANT);

    assertEquals(GRANT, taking.get());
    assertEquals(0, lender.withdrawn.availablePermits());
  }

  @Test
  void whoComesWhileThePurseAsksHasAPlaceAtOnce() throws Exception {
    Future<Grant> first = threads.submit(() -> purse.take(true, LONG));
    lender.asked.acquire();
    Future<Grant> second = threads.submit(() -> purse.take(true, LONG));

    assertEquals(2, lender.told.take());
    lender.answers.add(GRANT);
    lender.answers.add(GRANT);
    assertEquals(GRANT, first.get());
    assertEquals(GRANT, second.get());
  }
}

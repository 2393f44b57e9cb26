package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.WorkerLost;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Worker;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Reply;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker whose machine is gone: no connection breaks, and none is made. */
@Timeout(60)
class SilentDeathTest {
  private static final class Vanished extends LoneLender {
    private final CountDownLatch broken = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    /** The broker misses the worker only after a while. */
    @Override
    public Fate fate(Grant grant) {
      return asked.incrementAndGet() < 3 ? new Fate(false, "") : new Fate(true, "it is gone");
    }

    @Override
    public Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException {
      try {
        broken.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new RemoteException("broken off");
    }

    @Override
    public byte[] attend(Grant grant, byte[] supply) throws RemoteException {
      throw new RemoteException("no route to host");
    }

    @Override
    public void breakOff(Grant grant) {
      assertEquals(7, grant.lease());
      broken.countDown();
    }

    @Override
    public Grant find(Duration wait, int waiters, boolean kept) {
      return Grant.of(7, 0, 1, new byte[0], Worker.NO_END);
    }
  }

  @Test
  void whoseTaskRunsThereIsToldWhenTheBrokerMissesIt() {
    try (var engine = new BorrowingEngine(new Vanished())) {
      var lost = assertThrows(WorkerLost.class, () -> engine.runOnce(() -> 1));

      assertEquals(0, lost.worker());
    }
  }
}

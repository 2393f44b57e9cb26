package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.Gang;
import freeworker.GangBroken;
import freeworker.Member;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.Sizes;
import freeworker.wire.Worker;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Reply;
import freeworker.worker.gang.Box;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GangLettersTest {
  /** Its member runs until it is cancelled, and its letters never arrive. */
  private static final class Mute implements GangLender {
    final CountDownLatch cancelled = new CountDownLatch(1);
    final List<String> told = new ArrayList<>();

    @Override
    public Grant find(Duration wait, int waiters, boolean kept) {
      throw new AssertionError("a gang alone borrows");
    }

    @Override
    public GangLender forGang() {
      return this;
    }

    @Override
    public Grants findTogether(Duration wait, int workers) {
      return new Grants(List.of(Grant.of(7, 0, 1, new byte[0], Worker.NO_END)));
    }

    @Override
    public void waiting(int waiters, boolean kept) {}

    @Override
    public synchronized void free(Grant grant) {
      told.add("free " + grant.lease());
    }

    @Override
    public void cancel(Grant grant) {
      cancelled.countDown();
    }

    @Override
    public Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException {
      try {
        cancelled.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new RemoteException("it was cancelled");
    }

    @Override
    public byte[] attend(Grant grant, byte[] supply) {
      return new byte[0];
    }

    @Override
    public Box.Put deliver(Grant grant, int from, Mailing mailing, byte[] letter) {
      return Box.Put.TAKEN;
    }

    @Override
    public Collected collect(Grant grant) throws RemoteException {
      throw new RemoteException("the connection broke");
    }

    @Override
    public Fate fate(Grant grant) {
      return new Fate(false, "");
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Sizes sizes() {
      return Sizes.USUAL;
    }

    @Override
    public String place() {
      return "nowhere";
    }

    @Override
    public void close(Runnable last) {
      last.run();
      synchronized (this) {
        told.add("close");
      }
    }
  }

  @Test
  void whoWaitsForALetterThatCannotArriveIsToldSo() {
    var lender = new Mute();
    try (var engine = new BorrowingEngine(lender);
        Gang<Integer> gang = engine.gang(1, Member::rank)) {
      var broken = assertThrows(GangBroken.class, gang::receive);

      assertEquals(
          "The letters of member 0 do not arrive: java.rmi.RemoteException: the connection broke",
          broken.getMessage());
      assertEquals(broken, assertThrows(GangBroken.class, gang::results));
      assertEquals(List.of("free 7", "close"), lender.told);
    }
  }
}

package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.TaskCancelled;
import freeworker.WorkerLost;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Worker;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryTest {

  /** Lends the workers of a list one after the other; some of them die under their task. */
  private static final class StubLender extends LoneLender {
    private final Deque<Integer> free = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final List<Fate> fates = new ArrayList<>();
    private int deaths;
    private boolean unreachable;
    private long leases;

    StubLender(List<Integer> workers, int deaths) {
      free.addAll(workers);
      this.deaths = deaths;
    }

    @Override
    public synchronized Grant find(Duration wait, int waiters, boolean kept) {
      if (free.isEmpty()) {
        return Grant.none("none");
      }
      int worker = free.remove();
      return Grant.of(++leases, worker, leases, new byte[0], Worker.NO_END);
    }

    @Override
    public synchronized void free(Grant grant) {
      log.add("freed " + grant.lease());
      if (unreachable) {
        free.add(0);
      }
    }

    @Override
    public void cancel(Grant grant) {
      log.add("cancelled " + grant.lease());
    }

    @Override
    public Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException {
      if (unreachable) {
        if (leases == 3) {
          Thread.currentThread().interrupt();
        }
        throw new ConnectException("nobody there");
      }
      log.add("ran on " + grant.worker());
      if (deaths-- > 0) {
        throw new RemoteException("broken");
      }
      try {
        var done = new Outcome.Done(ObjectBytes.write("done", 1000, type -> {}));
        return Reply.of(List.of(done));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public byte[] attend(Grant grant, byte[] supply) {
      return new byte[0];
    }

    @Override
    public Fate fate(Grant grant) {
      return fates.isEmpty() ? new Fate(true, "pid 7 died") : fates.remove(0);
    }
  }

  @Test
  void aTaskWhoseWorkerDiedRunsOnAnotherOneFirst() {
    var lender = new StubLender(List.of(0, 0, 1), 1);
    try (var engine = new BorrowingEngine(lender)) {
      assertEquals("done", engine.run(() -> "done"));

      assertEquals(List.of("ran on 0", "freed 1", "ran on 1"), lender.log);
    }
  }

  @Test
  void aTaskWhoseWorkerDiedRunsInTheSamePlaceWhenThereIsNoOther() {
    var lender = new StubLender(List.of(0, 0), 1);
    try (var engine = new BorrowingEngine(lender)) {
      assertEquals("done", engine.run(() -> "done"));

      assertEquals(List.of("ran on 0", "freed 1", "ran on 0"), lender.log);
    }
  }

  @Test
  void aDeathOfWhichTheBrokerHearsLateIsToldAsOne() {
    var lender = new StubLender(List.of(0), 1);
    lender.fates.addAll(List.of(new Fate(false, ""), new Fate(true, "pid 7 was killed")));
    try (var engine = new BorrowingEngine(lender)) {
      var lost = assertThrows(WorkerLost.class, () -> engine.runOnce(() -> "done"));

      String message = String.valueOf(lost.getMessage());
      assertTrue(message.contains("pid 7 was killed"), message);
      assertFalse(message.contains("out of reach"), message);
    }
  }

  @Test
  void aTaskWhoseWorkerIsOutOfReachIsStoppedThereBeforeItRunsElsewhere() {
    var lender = new StubLender(List.of(0, 1), 1);
    lender.fates.addAll(Collections.nCopies(9, new Fate(false, "")));
    try (var engine = new BorrowingEngine(lender)) {
      assertEquals("done", engine.run(() -> "done"));

      assertEquals(List.of("ran on 0", "cancelled 1", "ran on 1"), lender.log);
    }
  }

  @Test
  void aTaskThatNobodyTakesCanBeCancelled() {
    var lender = new StubLender(List.of(0), 0);
    lender.unreachable = true;
    try (var engine = new BorrowingEngine(lender)) {
      var cancelled = assertThrows(TaskCancelled.class, () -> engine.run(() -> "done"));

      assertTrue(Thread.interrupted());
      assertFalse(cancelled.begun());
    }
  }
}

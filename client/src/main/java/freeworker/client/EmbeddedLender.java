package freeworker.client;

import freeworker.ledger.Effect;
import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Reply;
import freeworker.wire.Report;
import freeworker.wire.Sizes;
import freeworker.worker.TaskRunner;
import freeworker.worker.WorkerServer;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lends workers within this program: the same ledger and the same parcels, without processes. A
 * task runs on the thread that sends it, and cannot be killed.
 */
final class EmbeddedLender implements Lender {
  private static final long SESSION = 1;
  private static final byte[] NO_PROOF = new byte[0];
  private static final long SHELF_BYTES = 64L << 20;
  private static final Duration FOR_EVER = Duration.ofDays(365_000 / 4);

  private final LendingDesk desk;
  private final List<WorkerServer> workers = new ArrayList<>();

  EmbeddedLender(int count) {
    desk = new LendingDesk(new Ledger(FOR_EVER), System::nanoTime, EmbeddedLender::ignore);
    for (int number = 0; number < count; number++) {
      var id = new WorkerId(number, 1);
      var runner = new TaskRunner(ClassLoader.getPlatformClassLoader(), SHELF_BYTES, this::sizes);
      workers.add(
          new WorkerServer(
              (lease, proof) -> {},
              runner,
              FOR_EVER,
              (kind, lease, task, ok) -> report(id, kind, lease, task, ok),
              false,
              (code, why) -> {}));
      desk.join(id);
    }
    desk.enter(SESSION);
  }

  @Override
  public Grant find(Duration wait, int waiters, boolean kept) throws InterruptedException {
    Optional<Lease> lease = desk.find(SESSION, wait, waiters, kept, () -> true);
    return lease
        .map(l -> Grant.of(l.number(), l.worker().number(), 1, new byte[0]))
        .orElseGet(
            () ->
                Grant.none(
                    "No worker was free in time: all "
                        + workers.size()
                        + " embedded ones are lent."));
  }

  @Override
  public void free(long lease) {
    desk.free(SESSION, lease);
  }

  @Override
  public Reply run(Grant grant, boolean kept, byte[] frame) throws RemoteException {
    return workers.get(grant.worker()).runCode(grant.lease(), NO_PROOF, kept, frame);
  }

  @Override
  public byte[] attend(Grant grant, byte[] supply) throws RemoteException {
    return workers.get(grant.worker()).attend(grant.lease(), NO_PROOF, supply);
  }

  @Override
  public Fate fate(Grant grant) {
    return new Fate(false, "");
  }

  @Override
  public Sizes sizes() {
    return Sizes.USUAL;
  }

  @Override
  public String place() {
    return "embedded:" + workers.size();
  }

  @Override
  public void close() {
    desk.drain();
    desk.gone(SESSION);
  }

  private void report(WorkerId id, Report.Kind kind, long lease, String task, boolean ok) {
    switch (kind) {
      case BEGAN -> desk.began(id, lease, task, System.nanoTime());
      case ENDED -> desk.ended(id, lease, task, ok, System.nanoTime());
      case LEFT -> desk.left(id, lease);
      case RETURNED -> desk.returned(id, lease);
      case CLEARED -> desk.cleared(id, lease);
    }
  }

  private static void ignore(Effect effect) {
    // One session alone: nobody to recall a lease for, and no profile.
  }
}

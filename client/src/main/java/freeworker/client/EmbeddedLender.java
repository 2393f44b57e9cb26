package freeworker.client;

import freeworker.ledger.Effect;
import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Report;
import freeworker.wire.Sizes;
import freeworker.wire.parcel.Reply;
import freeworker.worker.TaskRunner;
import freeworker.worker.WorkerServer;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/*
 * A call waits while another thread runs its task; once that is cancelled, not for ever.
 */
/**
 * Lends threads of this program: the same ledger and the same parcels, without processes. A task
 * that does not stop when it is interrupted cannot be ended, only left alone.
 */
final class EmbeddedLender implements Lender {
  private static final long SESSION = 1;
  private static final byte[] NO_PROOF = new byte[0];
  private static final long SHELF_BYTES = 64L << 20;
  private static final long GRACE_SECONDS = 2;
  private static final Duration FOR_EVER = Duration.ofDays(365_000 / 4);

  private final LendingDesk desk;
  private final List<WorkerServer> workers = new ArrayList<>();
  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "freeworker-embedded");
            thread.setDaemon(true);
            return thread;
          });

  /** What runs under a lease, and who waits for it. */
  private record Running(int worker, CompletableFuture<Reply> answer) {}

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
              (kind, lease, task, ended, failed) -> report(id, kind, lease, task, ended, failed),
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
        .map(l -> Grant.of(l.number(), l.worker().number(), 1, new byte[0], l.turn()))
        .orElseGet(
            () ->
                Grant.none(
                    "No worker was free in time: all "
                        + workers.size()
                        + " embedded ones are lent."));
  }

  @Override
  public void free(Grant grant) {
    desk.free(SESSION, grant.lease());
  }

  @Override
  public void waiting(int waiters, boolean kept) {
    if (waiters > 0) {
      desk.waiting(SESSION, waiters, kept);
    } else {
      desk.withdraw(SESSION);
    }
  }

  @Override
  public void cancel(Grant grant) {
    desk.cancel(SESSION, grant.lease());
    stop(grant.worker(), grant.lease());
  }

  private void stop(int worker, long lease) {
    Running run = running.get(lease);
    if (run != null) {
      run.answer().orTimeout(GRACE_SECONDS, TimeUnit.SECONDS);
    }
    try {
      threads.execute(() -> end(worker, lease));
    } catch (RejectedExecutionException e) {
      // A closed lender has stopped everything.
    }
  }

  private void end(int worker, long lease) {
    try {
      workers.get(worker).cancel(lease);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Reply run(Grant grant, boolean kept, byte[] frame) throws RemoteException {
    var run = new Running(grant.worker(), new CompletableFuture<>());
    running.put(grant.lease(), run);
    try {
      threads.execute(() -> run(grant, kept, frame, run.answer()));
      return run.answer().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RemoteException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours;
      }
      throw new RemoteException("no answer", e.getCause());
    } catch (RejectedExecutionException e) {
      return Reply.STALE;
    } finally {
      running.remove(grant.lease());
    }
  }

  private void run(Grant grant, boolean kept, byte[] frame, CompletableFuture<Reply> answer) {
    try {
      WorkerServer worker = workers.get(grant.worker());
      answer.complete(worker.run(grant.lease(), kept, grant.turn(), frame));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
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
    running.forEach((lease, run) -> stop(run.worker(), lease));
    desk.gone(SESSION);
    threads.shutdown();
  }

  private void report(
      WorkerId id, Report.Kind kind, long lease, String task, int count, int failed) {
    switch (kind) {
      case BEGAN -> desk.began(id, lease, task, System.nanoTime());
      case ENDED -> desk.ended(id, lease, task, count, failed, System.nanoTime());
      case LEFT -> desk.left(id, lease);
      case RETURNED -> desk.returned(id, lease);
      case CLEARED -> desk.cleared(id, lease);
    }
  }

  private static void ignore(Effect effect) {
    // One session alone: nobody to recall a lease for, and no profile.
  }
}

package freeworker.client;

import freeworker.ledger.Effect;
import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.Report;
import freeworker.wire.Sizes;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Reply;
import freeworker.worker.TaskRunner;
import freeworker.worker.WorkerServer;
import freeworker.worker.gang.Box;
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
import java.util.concurrent.atomic.AtomicLong;

/*
 * A call waits while another thread runs its task; once that is cancelled, not for ever.
 */
/**
 * Lends threads of this program: the same ledger and the same parcels, without processes. A task
 * that does not stop when it is interrupted cannot be ended, only left alone.
 */
final class EmbeddedLender implements GangLender {
  private static final long FIRST = 1;
  private static final byte[] NO_PROOF = new byte[0];
  private static final long SHELF_BYTES = 64L << 20;
  private static final long GRACE_SECONDS = 2;
  private static final Duration FOR_EVER = Duration.ofDays(365_000 / 4);

  private final LendingDesk desk;
  private final List<WorkerServer> workers;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final AtomicLong sessions;
  private final long session;

  /** What runs under a lease, and who waits for it. */
  private record Running(int worker, CompletableFuture<Reply> answer) {}

  EmbeddedLender(int count) {
    workers = new ArrayList<>();
    threads =
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "freeworker-embedded");
              thread.setDaemon(true);
              return thread;
            });
    sessions = new AtomicLong(FIRST);
    session = FIRST;
    desk = new LendingDesk(new Ledger(FOR_EVER), System::nanoTime, this::happened);
    for (int number = 0; number < count; number++) {
      var id = new WorkerId(number, 1);
      var runner = new TaskRunner(ClassLoader.getPlatformClassLoader(), SHELF_BYTES, this::sizes);
      workers.add(
          new WorkerServer(
              (lease, proof) -> {},
              runner,
              FOR_EVER,
              (kind, lease, task, ended, failed) -> report(id, kind, lease, task, ended, failed),
              () -> this::deliver,
              false,
              (code, why) -> {}));
      desk.join(id);
    }
    desk.enter(session);
  }

  /** One more session at the same workers. */
  private EmbeddedLender(EmbeddedLender same) {
    this.desk = same.desk;
    this.workers = same.workers;
    this.threads = same.threads;
    this.sessions = same.sessions;
    this.session = sessions.incrementAndGet();
    desk.enter(session);
  }

  @Override
  public GangLender forGang() {
    return new EmbeddedLender(this);
  }

  @Override
  public Grants findTogether(Duration wait, int count) throws InterruptedException {
    List<Lease> leases = desk.findTogether(session, wait, count, () -> true);
    return leases.isEmpty()
        ? Grants.none(
            Grant.none("There are " + workers.size() + " workers, not " + count + " for one gang."))
        : new Grants(leases.stream().map(EmbeddedLender::grant).toList());
  }

  private static Grant grant(Lease lease) {
    return Grant.of(lease.number(), lease.worker().number(), 1, new byte[0], lease.turn());
  }

  @Override
  public Grant find(Duration wait, int waiters, boolean kept) throws InterruptedException {
    Optional<Lease> lease = desk.find(session, wait, waiters, kept, () -> true);
    return lease
        .map(EmbeddedLender::grant)
        .orElseGet(
            () ->
                Grant.none(
                    "No worker was free in time: all "
                        + workers.size()
                        + " embedded ones are lent."));
  }

  @Override
  public void free(Grant grant) {
    desk.free(session, grant.lease());
  }

  @Override
  public void waiting(int waiters, boolean kept) {
    if (waiters > 0) {
      desk.waiting(session, waiters, kept);
    } else {
      desk.withdraw(session);
    }
  }

  @Override
  public void cancel(Grant grant) {
    desk.cancel(session, grant.lease());
    stop(grant.worker(), grant.lease());
  }

  private void stop(int worker, long lease) {
    Running run = running.get(lease);
    if (run != null) {
      run.answer().orTimeout(GRACE_SECONDS, TimeUnit.SECONDS);
    }
    later(() -> end(worker, lease));
  }

  private void end(int worker, long lease) {
    try {
      workers.get(worker).cancel(lease);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException {
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

  private void run(Grant grant, boolean kept, Freight frame, CompletableFuture<Reply> answer) {
    try {
      WorkerServer worker = workers.get(grant.worker());
      answer.complete(worker.run(grant.lease(), kept, grant.turn(), frame.copy()));
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  @Override
  public byte[] attend(Grant grant, byte[] supply) throws RemoteException {
    return workers.get(grant.worker()).attend(grant.lease(), NO_PROOF, supply);
  }

  @Override
  public Box.Put deliver(Grant grant, int from, Mailing mailing, byte[] letter) {
    try {
      return workers.get(grant.worker()).deliver(grant.lease(), from, mailing, letter);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Box.Put.FULL;
    }
  }

  @Override
  public Collected collect(Grant grant) {
    try {
      return workers.get(grant.worker()).collect(grant.lease());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Collected(List.of(), true);
    }
  }

  @Override
  public Fate fate(Grant grant) {
    return new Fate(false, "");
  }

  @Override
  public int workers() {
    return workers.size();
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
  public void close(Runnable last) {
    last.run();
    boolean whole = session == FIRST;
    if (whole) {
      desk.drain();
    }
    running.forEach((lease, run) -> stop(run.worker(), lease));
    desk.gone(session);
    if (whole) {
      threads.shutdown();
    }
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

  /** There is no profile, and nobody to be told; but a gang waits for what the engine holds. */
  private void happened(Effect effect) {
    if (effect instanceof Effect.Recall recall) {
      later(() -> workers.get(recall.worker().number()).recall(recall.lease()));
    } else if (effect instanceof Effect.Clear clear) {
      later(() -> end(clear.worker().number(), clear.upTo()));
    }
  }

  private void later(Runnable action) {
    try {
      threads.execute(action);
    } catch (RejectedExecutionException e) {
      // A closed lender has stopped everything.
    }
  }
}

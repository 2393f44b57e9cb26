package freeworker.client;

import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Sizes;
import freeworker.wire.Worker;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Reply;
import freeworker.wire.parcel.RunFrame;
import freeworker.wire.parcel.Supply;
import freeworker.worker.TaskRunner;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Lends one worker, which runs tasks really, and each call when it is let through. */
final class OneWorker implements Lender, TaskRunner.Watch {
  /** How many tasks came in each call. */
  final List<Integer> calls = new ArrayList<>();

  /** A call for each permit; as many as there are before a test begins to hold them up. */
  final Semaphore gate = new Semaphore(1_000_000);

  private final TaskRunner runner =
      new TaskRunner(ClassLoader.getPlatformClassLoader(), 64 << 20, this::sizes);

  private boolean lent;
  private long leases;
  int deaths;
  int runsBeforeRecall = Integer.MAX_VALUE;

  /** Waits until so many calls have come. */
  synchronized void awaitCalls(int count) throws InterruptedException {
    while (calls.size() < count) {
      wait();
    }
  }

  /** From now on calls wait to be let through. */
  void hold() {
    gate.drainPermits();
  }

  @Override
  public GangLender forGang() {
    throw new AssertionError("nobody calls a gang");
  }

  @Override
  public synchronized Grant find(Duration wait, int waiters, boolean kept)
      throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    while (lent) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Grant.none("none");
      }
      wait(left);
    }
    lent = true;
    return Grant.of(++leases, 0, 1, new byte[0], Worker.NO_END);
  }

  @Override
  public synchronized void free(Grant grant) {
    if (grant.lease() == leases) {
      lent = false;
      notifyAll();
    }
  }

  @Override
  public void waiting(int waiters, boolean kept) {}

  @Override
  public void cancel(Grant grant) {
    free(grant);
  }

  @Override
  public Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException {
    RunFrame sent = RunFrame.decode(frame);
    if (sent.manifests().isEmpty()) {
      synchronized (this) {
        calls.add(sent.parcels().size());
        notifyAll();
      }
      gate.acquireUninterruptibly();
      synchronized (this) {
        if (deaths > 0) {
          deaths--;
          throw new RemoteException("broken");
        }
      }
    }
    return Reply.of(runner.run(frame, this));
  }

  @Override
  public boolean goesOn() {
    return runsBeforeRecall-- > 0;
  }

  @Override
  public void began(String task) {}

  @Override
  public void ended(String task, int count, int failed) {}

  @Override
  public Supply lookFor(Hash closure, String path) {
    return new Supply(0, Map.of(), "nobody has it");
  }

  @Override
  public byte[] attend(Grant grant, byte[] supply) {
    return new byte[0];
  }

  @Override
  public Fate fate(Grant grant) {
    return new Fate(true, "pid 7 was killed");
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
    return "one worker";
  }

  @Override
  public void close(Runnable last) {
    last.run();
  }
}

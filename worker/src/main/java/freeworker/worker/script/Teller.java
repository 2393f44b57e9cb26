package freeworker.worker.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by lock: what waits in the outlets, hushed. Never held while telling.
 * Three threads: a reader for each outlet, and the one that tells. They wait for each other, so that a
 * slow listener slows the script down, and for nobody else.
 */
/** Tells what a script writes: at once after a pause, and then at most every 50 ms. */
final class Teller implements AutoCloseable {
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(5);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ScriptRun.Broker listener;
  private final Runnable failing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Outlet> outlets;
  private final long[] told = new long[3];
  private final Thread thread;
  private boolean hushed;
  private volatile @Nullable IOException failure;

  /**
   * @param place where the pipes are
   * @param failing done when the listener does not listen any more
   */
  Teller(Path place, long kept, ScriptRun.Broker listener, Runnable failing) throws IOException {
    this.listener = listener;
    this.failing = failing;
    outlets =
        List.of(
            new Outlet(1, place, kept, lock, changed), new Outlet(2, place, kept, lock, changed));
    thread = new Thread(this::tell, "job-teller");
    thread.setDaemon(true);
  }

  void begin() {
    outlets.forEach(Outlet::begin);
    thread.start();
  }

  private void tell() {
    try {
      while (tellNext()) {
        // All that comes while it comes.
      }
      for (Outlet outlet : outlets) {
        tellRest(outlet);
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException | RuntimeException e) {
      // Nobody interrupts this thread, which ends when its streams do.
      fail(new IOException(e));
    }
  }

  private void fail(IOException e) {
    failure = e;
    hush();
    failing.run();
  }

  /** Tells one piece, or answers that there will be no more. */
  private boolean tellNext() throws IOException, InterruptedException {
    Outlet outlet;
    byte[] piece;
    lock.lock();
    try {
      long now = System.nanoTime();
      outlet = first(now);
      long left = outlet.due(now);
      while (left > 0) {
        if (hushed || outlets.stream().allMatch(Outlet::done)) {
          return false;
        }
        changed.awaitNanos(left);
        now = System.nanoTime();
        outlet = first(now);
        left = outlet.due(now);
      }
      piece = outlet.next(now);
    } finally {
      lock.unlock();
    }
    tell(outlet, piece);
    return true;
  }

  private Outlet first(long now) {
    Outlet one = outlets.get(0);
    Outlet other = outlets.get(1);
    // Of two that wait the one that was told less goes first.
    return other.due(now) < one.due(now)
            || (other.due(now) == one.due(now) && told[2] < told[1] && other.due(now) == 0)
        ? other
        : one;
  }

  private void tell(Outlet outlet, byte[] piece) throws IOException {
    listener.wrote(outlet.stream(), told[outlet.stream()], piece);
    told[outlet.stream()] += piece.length;
  }

  private void tellRest(Outlet outlet) throws IOException {
    if (isHushed()) {
      return;
    }
    byte[] notice = outlet.notice();
    if (notice.length > 0) {
      tell(outlet, notice);
    }
    long length = outlet.tail();
    long offset = 0;
    while (offset < length && !isHushed()) {
      byte[] piece = outlet.tail(offset);
      tell(outlet, piece);
      offset += piece.length;
    }
  }

  private boolean isHushed() {
    lock.lock();
    try {
      return hushed;
    } finally {
      lock.unlock();
    }
  }

  /** Tells nothing more. */
  void hush() {
    lock.lock();
    try {
      hushed = true;
      outlets.forEach(Outlet::hush);
    } finally {
      lock.unlock();
    }
  }

  /** Lets the streams end as soon as no process holds them. */
  void letEnd() throws IOException {
    for (Outlet outlet : outlets) {
      outlet.letEnd();
    }
  }

  /** Waits until both streams have ended. */
  boolean haveEnded(long limitNanos) throws InterruptedException {
    long deadline = System.nanoTime() + limitNanos;
    boolean ended = true;
    for (Outlet outlet : outlets) {
      ended &= outlet.hasEnded(deadline - System.nanoTime());
    }
    return ended;
  }

  /** Waits until all is told. A stream that a process holds which is not ours is cut. */
  void finish() throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (!haveEnded(BETWEEN_LOOKS)) {
      if (System.nanoTime() - began < SILENCE) {
        continue;
      }
      for (Outlet outlet : outlets) {
        if (outlet.silent() > SILENCE) {
          outlet.cut();
        }
      }
    }
    thread.join();
    IOException heard = failure;
    if (heard != null) {
      throw heard;
    }
  }

  /** Ends all of its threads. */
  @Override
  public void close() throws IOException {
    hush();
    boolean interrupted = Thread.interrupted();
    for (Outlet outlet : outlets) {
      outlet.cut();
    }
    boolean waits = true;
    while (waits) {
      try {
        haveEnded(Long.MAX_VALUE / 2);
        thread.join();
        waits = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    for (Outlet outlet : outlets) {
      outlet.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

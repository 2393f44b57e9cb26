package freeworker.worker;

import freeworker.wire.Report;
import freeworker.wire.Roster;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/*
 * Guarded by lock: seen, urgent, sending. Never held while calling the broker.
 */
/** Tells the broker what began and ended, at once after a pause and at most every 50 ms. */
final class Reporter implements WorkerServer.Reports {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final long PACE = TimeUnit.MILLISECONDS.toNanos(50);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private List<Seen> seen = new ArrayList<>();
  private final Condition told = lock.newCondition();
  private boolean urgent;
  private boolean sending;

  /** Something that happened, and when. */
  private record Seen(Report.Kind kind, long lease, long at, String task, int count, int failed) {
    Report aged(long now) {
      return new Report(kind, lease, now - at, task, count, failed);
    }
  }

  @Override
  public void add(Report.Kind kind, long lease, String task, int count, int failed) {
    lock.lock();
    try {
      seen.add(new Seen(kind, lease, System.nanoTime(), task, count, failed));
      urgent |= kind == Report.Kind.RETURNED || kind == Report.Kind.CLEARED;
      if (seen.size() == 1 || urgent) {
        news.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void tell() {
    try {
      flush(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reports for ever. */
  void report(Roster roster) throws RemoteException, InterruptedException {
    long last = System.nanoTime() - PACE;
    while (true) {
      List<Seen> batch = next(last);
      last = System.nanoTime();
      send(batch, roster);
      sent();
    }
  }

  private void sent() {
    lock.lock();
    try {
      sending = false;
      told.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything seen so far is told, or the limit is over. */
  void flush(Duration limit) throws InterruptedException {
    lock.lock();
    try {
      urgent = true;
      news.signal();
      long left = limit.toNanos();
      while ((sending || !seen.isEmpty()) && left > 0) {
        left = told.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends in pieces that the broker's door lets in. */
  private static void send(List<Seen> batch, Roster roster) throws RemoteException {
    int from = 0;
    while (from < batch.size()) {
      long now = System.nanoTime();
      List<Report> piece = new ArrayList<>();
      int bytes = 0;
      for (Seen one : batch.subList(from, batch.size())) {
        Report report = one.aged(now);
        bytes += report.size();
        if (bytes > Report.FRAME && !piece.isEmpty()) {
          break;
        }
        piece.add(report);
      }
      roster.report(Report.encode(piece));
      from += piece.size();
    }
  }

  private List<Seen> next(long last) throws InterruptedException {
    lock.lock();
    try {
      while (seen.isEmpty()) {
        news.await();
      }
      long left = PACE - (System.nanoTime() - last);
      while (!urgent && left > 0) {
        left = news.awaitNanos(left);
      }
      List<Seen> now = seen;
      seen = new ArrayList<>();
      urgent = false;
      sending = true;
      return now;
    } finally {
      lock.unlock();
    }
  }
}

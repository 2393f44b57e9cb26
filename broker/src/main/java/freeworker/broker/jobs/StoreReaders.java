package freeworker.broker.jobs;

import freeworker.broker.jobs.JobStoreFailure.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A few connections that read beside the one that writes, and are kept for the next reader. */
final class StoreReaders implements AutoCloseable {
  /*
   * Guarded by this: idle, closed. A connection is idle or of one reader; never more than MOST of
   * them are read from at once, and who finds none waits for PATIENCE.
   */

  /** What is read. */
  interface Reading<T> {
    T from(StoreRows rows) throws SQLException;
  }

  private static final int MOST = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StoreFile file;
  private final Semaphore places = new Semaphore(MOST);
  private final Deque<StoreRows> idle = new ArrayDeque<>();
  private boolean closed;

  StoreReaders(StoreFile file) {
    this.file = file;
  }

  <T> T read(Reading<T> reading) throws JobStoreFailure {
    try {
      if (!places.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new JobStoreFailure(
            Kind.BROKEN, file.path() + " is read by others all the time. Try again later.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobStoreFailure(Kind.BROKEN, "interrupted before " + file.path() + " was read.");
    }
    try {
      StoreRows rows = borrow();
      try {
        return reading.from(rows);
      } finally {
        giveBack(rows);
      }
    } catch (SQLException e) {
      throw JobStoreFailure.of(file.path(), e);
    } finally {
      places.release();
    }
  }

  private synchronized StoreRows borrow() throws SQLException, JobStoreFailure {
    if (closed) {
      throw new JobStoreFailure(Kind.BROKEN, file.path() + " is closed.");
    }
    StoreRows rows = idle.poll();
    return rows == null ? file.reading() : rows;
  }

  private synchronized void giveBack(StoreRows rows) throws SQLException {
    if (closed) {
      rows.close();
    } else {
      idle.push(rows);
    }
  }

  @Override
  public synchronized void close() throws JobStoreFailure {
    closed = true;
    try {
      for (StoreRows rows : idle) {
        rows.close();
      }
    } catch (SQLException e) {
      throw JobStoreFailure.of(file.path(), e);
    }
    idle.clear();
  }
}

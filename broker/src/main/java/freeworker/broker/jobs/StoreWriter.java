package freeworker.broker.jobs;

import freeworker.broker.jobs.JobStoreFailure.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes what many threads want written: all that waits in one transaction, in the order in which
 * it came, so that they share one wait for the disk.
 */
final class StoreWriter implements AutoCloseable {
  /*
   * Guarded by lock: waiting, waitingBytes, closed. Never held while writing. Only the thread
   * "jobs-writer" touches rows. A command is waiting -> in a batch -> answered; who wants it
   * written waits for its answer, at most PATIENCE for a place and PATIENCE for the answer.
   *
   * A command that fails takes its whole transaction down. It is undone then, and each command of
   * it done again alone, so that only the one that cannot be done fails.
   */

  /** What is to be written. What it refuses by a failure, it refuses before it changes anything. */
  interface Work<T> {
    T on(StoreRows rows) throws SQLException, JobStoreFailure;
  }

  private static final int MOST_TOGETHER = 1_000;
  private static final long MOST_BYTES_TOGETHER = 8L << 20;
  private static final int MOST_WAITING = 20_000;
  private static final long MOST_BYTES_WAITING = 64L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path file;
  private final StoreRows rows;
  private final Point point;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Deque<Command<?>> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private boolean closed;
  private boolean durable = true;
  private final Thread thread;

  StoreWriter(Path file, StoreRows rows, Point point) {
    this.file = file;
    this.rows = rows;
    this.point = point;
    this.thread = new Thread(this::run, "jobs-writer");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Command<T> {
    private final Work<T> work;
    private final boolean durable;
    private final int bytes;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable JobStoreFailure refusal;

    Command(Work<T> work, boolean durable, int bytes) {
      this.work = work;
      this.durable = durable;
      this.bytes = bytes;
    }

    void run(StoreRows rows) throws SQLException {
      long before = rows.changes();
      refusal = null;
      try {
        result = work.on(rows);
      } catch (JobStoreFailure e) {
        if (rows.changes() != before) {
          throw new IllegalStateException("a command changed something and refused", e);
        }
        refusal = e;
      }
    }

    void answer() {
      if (refusal != null) {
        answer.completeExceptionally(refusal);
      } else if (result != null) {
        answer.complete(result);
      }
    }
  }

  /** Returns when it is on disk, and survives whatever happens from then on. */
  <T> T durably(Work<T> work) throws JobStoreFailure {
    return awaited(new Command<>(work, true, 0));
  }

  /** Returns when everybody sees it; it is on disk with the next that is durable. */
  <T> T soon(int bytes, Work<T> work) throws JobStoreFailure {
    return awaited(new Command<>(work, false, bytes));
  }

  private <T> T awaited(Command<T> command) throws JobStoreFailure {
    enqueue(command);
    boolean interrupted = false;
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (true) {
        try {
          return command.answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          // It is being written: what became of it is worth that wait.
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof JobStoreFailure failure
          ? failure
          : JobStoreFailure.of(file, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new JobStoreFailure(
          Kind.BROKEN,
          file
              + " was not written for "
              + PATIENCE.toSeconds()
              + " s: whether this was recorded is not known. Look at its disk.");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void enqueue(Command<?> command) throws JobStoreFailure {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!closed && (waiting.size() >= MOST_WAITING || waitingBytes > MOST_BYTES_WAITING)) {
        if (left <= 0) {
          throw new JobStoreFailure(
              Kind.BROKEN, file + " is behind: nothing was recorded. Look at its disk.");
        }
        left = room.awaitNanos(left);
      }
      if (closed) {
        throw new JobStoreFailure(Kind.BROKEN, file + " is closed: nothing was recorded.");
      }
      waiting.add(command);
      waitingBytes += command.bytes;
      work.signal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobStoreFailure(Kind.BROKEN, "interrupted: nothing was recorded in " + file + ".");
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    List<Command<?>> batch = next();
    while (!batch.isEmpty()) {
      write(batch);
      batch = next();
    }
  }

  /** All that waits, up to a bound; empty when there will be nothing more. */
  private List<Command<?>> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        work.awaitUninterruptibly();
      }
      var batch = new ArrayList<Command<?>>();
      long bytes = 0;
      while (!waiting.isEmpty() && batch.size() < MOST_TOGETHER && bytes < MOST_BYTES_TOGETHER) {
        Command<?> command = waiting.remove();
        bytes += command.bytes;
        batch.add(command);
      }
      waitingBytes -= bytes;
      room.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Command<?>> batch) {
    try {
      together(batch);
    } catch (SQLException | RuntimeException | Error e) {
      undo();
      JobStoreFailure failure = JobStoreFailure.of(file, e);
      if (batch.size() == 1 || failure.kind() == Kind.HELD) {
        batch.forEach(command -> command.answer.completeExceptionally(failure));
      } else {
        batch.forEach(command -> write(List.of(command)));
      }
      return;
    }
    point.reached("after commit");
    for (Command<?> command : batch) {
      point.reached("before answer");
      command.answer();
    }
  }

  private void together(List<Command<?>> batch) throws SQLException {
    durable(batch.stream().anyMatch(command -> command.durable));
    rows.command("BEGIN IMMEDIATE");
    for (Command<?> command : batch) {
      command.run(rows);
    }
    rows.command("COMMIT");
  }

  /**
   * A transaction that need not be durable does not wait for the disk; one that must be takes all
   * before it along, since they are in one log.
   */
  private void durable(boolean wanted) throws SQLException {
    if (wanted != durable) {
      rows.command("PRAGMA synchronous = " + (wanted ? "FULL" : "NORMAL"));
      durable = wanted;
    }
  }

  private void undo() {
    try {
      rows.command("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has undone it by itself.
    }
  }

  /** Writes what waits, and nothing from then on. */
  @Override
  public void close() throws JobStoreFailure {
    lock.lock();
    try {
      closed = true;
      work.signal();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(PATIENCE.toMillis());
      if (thread.isAlive()) {
        throw new JobStoreFailure(Kind.BROKEN, file + " does not get written. Look at its disk.");
      }
      rows.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      throw JobStoreFailure.of(file, e);
    }
  }
}

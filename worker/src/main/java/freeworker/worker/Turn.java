package freeworker.worker;

import freeworker.wire.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything that changes. Never held while a task runs.
 * A lease is refused when it is below the floor, and the floor only rises: to a lease when its first
 * run comes, above it when it is given back, cleared or cancelled. The thread of a run reads without the
 * lock what was written before that run entered. Runs of one lease take turns in order of
 * arrival; the first run of a higher lease interrupts what runs of a lower one and waits for it.
 */
/** Whose turn it is on a worker: one task at a time, never one of a lease that is over. */
final class Turn {
  /** Whether a run may begin. */
  enum Entry {
    GO,
    /** The lease is over. */
    STALE,
    /** A task of an older lease did not stop in time, so this process has to end. */
    STUCK
  }

  /** What becomes of an order to give a lease back. */
  enum Answer {
    /** Nothing of the lease runs, and nothing will. */
    DONE,
    /** A task of the lease runs. */
    RUNNING
  }

  private final Duration grace;
  private final Deque<Object> queue = new ArrayDeque<>();
  private volatile long floor = 1;
  private @Nullable Thread running;
  private volatile long runningLease;
  private long superseded;
  private boolean interrupted;
  private volatile long recalledUpTo;

  /** The lease whose first run came last, how long it lasts, and since when. */
  private long begun;

  private long lasts;
  private long since;

  /** Whether the run that is on has not asked yet whether it goes on; of its own thread. */
  private boolean fresh;

  Turn(Duration grace) {
    this.grace = grace;
  }

  /**
   * Waits for this lease's turn.
   *
   * @param lasts how long after the beginning of its first run the lease goes on, in nanoseconds
   */
  synchronized Entry enter(long lease, long lasts) throws InterruptedException {
    if (lease > floor) {
      floor = lease;
      interrupt();
    }
    Object place = new Object();
    queue.add(place);
    try {
      while (lease >= floor && (running != null || queue.peek() != place)) {
        if (running == null || runningLease >= floor) {
          wait();
        } else {
          long left = grace.toNanos() - (System.nanoTime() - superseded);
          if (left <= 0) {
            return Entry.STUCK;
          }
          wait(left / 1_000_000 + 1);
        }
      }
      if (lease < floor) {
        return Entry.STALE;
      }
      running = Thread.currentThread();
      runningLease = lease;
      fresh = true;
      begin(lease, lasts);
      return Entry.GO;
    } finally {
      queue.remove(place);
      notifyAll();
    }
  }

  /** Whether a lease is over. */
  boolean isOver(long lease) {
    return lease < floor;
  }

  private void begin(long lease, long lasts) {
    if (lease != begun) {
      begun = lease;
      this.lasts = lasts;
      since = System.nanoTime();
    }
  }

  /** Whether the lease of the run that is on ends with the task that is on. */
  private boolean ends() {
    return runningLease <= recalledUpTo
        || (lasts != Worker.NO_END && System.nanoTime() - since >= lasts);
  }

  private void interrupt() {
    if (running != null) {
      running.interrupt();
      interrupted = true;
      superseded = System.nanoTime();
    }
  }

  /**
   * Whether the run that is on may start its next task; asked by its own thread, without the lock.
   * Each run may start one.
   */
  boolean goesOn() {
    boolean first = fresh;
    fresh = false;
    return runningLease >= floor && (first || !ends());
  }

  /**
   * Ends the run that is on; says whether its lease is given back by that.
   *
   * @param back whether to give it back though nobody asked
   */
  synchronized boolean leave(boolean back) {
    boolean recalled = (back || ends()) && runningLease >= floor;
    if (recalled) {
      floor = runningLease + 1;
    }
    running = null;
    if (interrupted) {
      // An interrupt meant for this run must not reach what its thread does next.
      Thread.interrupted();
      interrupted = false;
    }
    notifyAll();
    return recalled;
  }

  /** Gives a lease back now, or at the end of the task that runs. */
  synchronized Answer recall(long lease) {
    if (running != null && runningLease == lease && lease >= floor) {
      recalledUpTo = lease;
      return Answer.RUNNING;
    }
    floor = Math.max(floor, lease + 1);
    notifyAll();
    return Answer.DONE;
  }

  /** As recall, but a lease that has not come yet may run once. */
  synchronized Answer last(long lease) {
    if (lease > floor) {
      recalledUpTo = Math.max(recalledUpTo, lease);
      return Answer.RUNNING;
    }
    return recall(lease);
  }

  /**
   * Refuses a lease and all older ones from now on, interrupts what runs of them, and waits for its
   * end as long as the grace lasts.
   */
  synchronized Answer cancel(long lease) throws InterruptedException {
    Answer answer = clear(lease);
    if (answer == Answer.RUNNING) {
      interrupt();
    }
    while (answer == Answer.RUNNING) {
      long left = grace.toNanos() - (System.nanoTime() - superseded);
      if (left <= 0) {
        return Answer.RUNNING;
      }
      wait(left / 1_000_000 + 1);
      answer = running != null && runningLease <= lease ? Answer.RUNNING : Answer.DONE;
    }
    return answer;
  }

  /** Refuses a lease and all older ones from now on. */
  synchronized Answer clear(long lease) {
    floor = Math.max(floor, lease + 1);
    notifyAll();
    return running != null && runningLease <= lease ? Answer.RUNNING : Answer.DONE;
  }
}

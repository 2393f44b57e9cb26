package freeworker.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One worker as the ledger sees it: its state, and what its reports mean, also those that come
 * after their lease has ended.
 */
final class Post {

  /** A task that began and has not ended; it raised the flag, or its lease had done so already. */
  record Running(Lease lease, String task, boolean raises) {}

  /** A lease that has ended; whether its reports still move the flag. */
  private record Over(Lease lease, boolean raises, long at) {}

  /** Reports come within a fraction of a second; a later one counts, but moves no flag. */
  private static final long REMEMBERED = Duration.ofSeconds(10).toNanos();

  /** More leases than end at one worker while their reports are on the way. */
  private static final int MOST_OVER = 4_096;

  /** More tasks than a worker that is not lying says to run at the same time. */
  private static final int MOST_RUNNING = 16;

  final WorkerId worker;
  @Nullable Loan loan;

  /** When the last task ended that it told of. */
  long active = Long.MIN_VALUE;

  /** Whether it is lent to nobody any more. */
  boolean retired;

  private @Nullable String owner;
  private long clearing;
  private long newest;
  private long reported;
  private final List<Running> running = new ArrayList<>(1);

  /** Oldest first. */
  private final Deque<Over> over = new ArrayDeque<>(1);

  Post(WorkerId worker) {
    this.worker = worker;
  }

  boolean clearing() {
    return clearing > 0;
  }

  boolean clearing(long upTo) {
    return clearing > 0 && clearing == upTo;
  }

  /** Whether it has yet to confirm that nothing of this lease runs. */
  boolean clears(Lease lease) {
    return lease.number() <= clearing;
  }

  /** Whom it has served, or null for nobody yet. */
  @Nullable String owner() {
    return owner;
  }

  void lend(Loan next) {
    loan = next;
    owner = next.borrower.owner;
    newest = next.number();
  }

  /** The lease is over; its late reports still move the flag, or no longer. */
  void end(Lease lease, boolean raises, long now) {
    loan = null;
    while (!over.isEmpty() && now - over.getFirst().at > REMEMBERED) {
      over.removeFirst();
    }
    over.addLast(new Over(lease, raises, now));
    if (over.size() > MOST_OVER) {
      over.removeFirst();
    }
  }

  void clear(long upTo) {
    clearing = upTo;
  }

  /** Says whether this confirmation was the one waited for. */
  boolean cleared(long upTo) {
    if (clearing == 0 || upTo < clearing) {
      return false;
    }
    clearing = 0;
    return true;
  }

  /**
   * Notes a task; null for a report that cannot be: a lease from before the last one, or never
   * lent, or one task too many.
   */
  @Nullable Running began(long number, String task) {
    if (number < 1 || number < reported || number > newest || running.size() >= MOST_RUNNING) {
      return null;
    }
    reported = number;
    while (!over.isEmpty() && over.getFirst().lease.number() < number) {
      over.removeFirst();
    }
    Running begun = new Running(lease(number), task, raises(number));
    running.add(begun);
    return begun;
  }

  /** Strikes a task off; null when no such task runs, so that none is counted twice. */
  @Nullable Running ended(long number, String task) {
    for (Iterator<Running> each = running.iterator(); each.hasNext(); ) {
      Running ending = each.next();
      if (ending.lease().number() == number && ending.task().equals(task)) {
        each.remove();
        return ending;
      }
    }
    return null;
  }

  /** The time, or the end of the lease where that was earlier. */
  long within(long number, long at) {
    Over past = over(number);
    return past != null && past.at - at < 0 ? past.at : at;
  }

  /** From now on the tasks of this lease have nothing to do with the flag; tells each that had. */
  void mute(long number, Consumer<Running> each) {
    for (int i = 0; i < running.size(); i++) {
      Running task = running.get(i);
      if (task.raises() && task.lease().number() == number) {
        running.set(i, new Running(task.lease(), task.task(), false));
        each.accept(task);
      }
    }
  }

  /** The task that runs in a lease, or nothing. */
  String task(long number) {
    for (Running task : running) {
      if (task.lease().number() == number) {
        return task.task();
      }
    }
    return "";
  }

  List<Running> running() {
    return running;
  }

  boolean busy() {
    if (loan != null && loan.lease.kept()) {
      return true;
    }
    return running.stream().anyMatch(Running::raises);
  }

  /** How many leases that have ended it still knows. */
  int remembered() {
    return over.size();
  }

  /** The lease of this number, if it is remembered; those before its last report are forgotten. */
  private @Nullable Over over(long number) {
    for (Over past : over) {
      if (past.lease.number() >= number) {
        return past.lease.number() == number ? past : null;
      }
    }
    return null;
  }

  private Lease lease(long number) {
    if (loan != null && loan.number() == number) {
      return loan.lease;
    }
    Over past = over(number);
    return past == null ? new Lease(number, worker, 0, true) : past.lease;
  }

  private boolean raises(long number) {
    if (loan != null && loan.number() == number) {
      return !loan.lease.kept();
    }
    Over past = over(number);
    return past != null && past.raises;
  }
}

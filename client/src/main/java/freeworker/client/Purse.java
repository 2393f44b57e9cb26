package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.NoFreeWorker;
import freeworker.wire.Grant;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by lock: everything but lender. Never held while calling the lender.
 * A borrower that finds no lease here asks once without waiting, then waits here; one thread, the
 * asker, waits at the lender for all of them. Whatever comes first, from the lender or from another
 * borrower who is done, goes to the first waiter of its kind. A place that nobody needs any more is
 * withdrawn at the next look, since until then the lender takes it for somebody who waits.
 */
/** The leases that an engine holds between tasks, and the borrowers of this program who wait. */
final class Purse {
  /** An asker that came back early would lose its place. */
  private static final Duration LONGEST_ASK = Duration.ofDays(1);

  /** How much longer than its time a waiter waits for the asker to bring the lender's words. */
  private static final Duration SLACK = Duration.ofMillis(100);

  /** How soon a lease that is at work comes back where tasks are small. */
  private static final long SOON = Duration.ofMillis(5).toNanos();

  private final Lender lender;
  private final Executor executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Deque<Grant> held = new ArrayDeque<>();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final Thread asker;
  private final List<Grant> surplus = new ArrayList<>();
  private int places;
  private boolean asking;
  private int asked;
  private boolean telling;
  private boolean withdrawing;
  private long withdrawals;
  private boolean askerStarted;
  private boolean closed;
  private long refused = System.nanoTime() - SOON;
  private long active = refused;

  private static final class Waiter {
    private final boolean kept;
    private final boolean looker;
    private final long since = System.nanoTime();
    private final long deadline;
    private final Condition news;
    private @Nullable Grant grant;
    private @Nullable RuntimeException failure;
    private boolean dismissed;

    Waiter(boolean kept, boolean looker, long deadline, Condition news) {
      this.kept = kept;
      this.looker = looker;
      this.deadline = deadline;
      this.news = news;
    }

    long left() {
      return deadline - System.nanoTime();
    }
  }

  /**
   * @param executor runs short calls of the lender that nobody waits for
   */
  Purse(Lender lender, Executor executor) {
    this.lender = lender;
    this.executor = executor;
    this.asker = new Thread(this::ask, "freeworker-borrow");
    asker.setDaemon(true);
  }

  /**
   * A lease, waiting for one if need be.
   *
   * @param kept whether the borrower holds it as long as he likes
   * @throws NoFreeWorker when there was none in time
   */
  Grant take(boolean kept, Duration wait) throws InterruptedException {
    return Objects.requireNonNull(take(kept, false, wait), "who does not look is never dismissed");
  }

  /** A lease for what is queued, waiting for one; null when a look finds that none is needed. */
  @Nullable Grant lookFor() throws InterruptedException {
    return take(false, true, Sender.AS_LONG_AS_IT_TAKES);
  }

  private @Nullable Grant take(boolean kept, boolean looker, Duration wait)
      throws InterruptedException {
    Grant spare = null;
    boolean first;
    lock.lock();
    try {
      checkOpen();
      if (!kept && waiters.isEmpty() && !held.isEmpty()) {
        return held.removeLast();
      }
      if (kept && !held.isEmpty()) {
        // Held between tasks it is nobody's, so it must not stand in the way of a borrower.
        spare = held.removeFirst();
      }
      first = waiters.isEmpty() && (kept || wait.isZero() || !justRefused());
    } finally {
      lock.unlock();
    }
    if (spare != null) {
      lender.free(spare);
    }
    if (first) {
      Grant grant = lender.find(Duration.ZERO, 1, kept);
      if (grant.granted()) {
        return grant;
      }
      if (wait.isZero()) {
        throw new NoFreeWorker(grant.words());
      }
      refused();
    }
    return await(kept, looker, wait);
  }

  /**
   * Looks whether anybody still waits for those who are asked for.
   *
   * @param needed whether something is queued for whom a worker is looked for
   */
  void look(boolean needed) {
    boolean vain;
    lock.lock();
    try {
      if (!needed) {
        for (Waiter waiter : List.copyOf(waiters)) {
          if (waiter.looker) {
            waiter.dismissed = true;
            waiters.remove(waiter);
            waiter.news.signal();
          }
        }
      }
      vain = asking && waiters.isEmpty() && !withdrawing;
      if (vain) {
        withdrawing = true;
        withdrawals++;
      }
    } finally {
      lock.unlock();
    }
    if (vain && !run(this::withdraw)) {
      withdrawn();
    }
  }

  private boolean run(Runnable call) {
    try {
      executor.execute(call);
      return true;
    } catch (RejectedExecutionException | Error e) {
      // The engine is being closed, and its session ends; or there is no thread to be had.
      return false;
    }
  }

  /** Tells the lender of those who came while it was asked already: each has a place of his own. */
  private void tell() {
    while (true) {
      boolean kept;
      int count;
      lock.lock();
      try {
        Waiter head = waiters.peek();
        count = waiters.size();
        if (!asking || head == null || count <= asked) {
          telling = false;
          return;
        }
        kept = head.kept;
        asked = count;
      } finally {
        lock.unlock();
      }
      lender.waiting(count, kept);
    }
  }

  private void withdraw() {
    try {
      lender.waiting(0, false);
    } finally {
      withdrawn();
    }
  }

  private void withdrawn() {
    lock.lock();
    try {
      withdrawing = false;
    } finally {
      lock.unlock();
    }
  }

  /** A lease ended with its task: others wait, and come before this program. */
  void over() {
    lock.lock();
    try {
      refused = System.nanoTime();
      active = refused - SOON;
    } finally {
      lock.unlock();
    }
  }

  /** A lease that is held, or a worker that is free just now, unless somebody waits; else null. */
  @Nullable Grant ready() {
    boolean ask;
    lock.lock();
    try {
      checkOpen();
      if (!waiters.isEmpty()) {
        return null;
      }
      if (!held.isEmpty()) {
        return held.removeLast();
      }
      ask = !justRefused();
    } finally {
      lock.unlock();
    }
    if (!ask) {
      return null;
    }
    Grant grant;
    try {
      grant = lender.find(Duration.ZERO, 1, false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
    if (!grant.granted()) {
      refused();
      return null;
    }
    return grant;
  }

  private boolean justRefused() {
    return System.nanoTime() - refused < SOON;
  }

  /** Notes that no worker is free just now. */
  private void refused() {
    lock.lock();
    try {
      refused = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a lease is held for whoever comes next. */
  boolean holds() {
    lock.lock();
    try {
      return !held.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody waits to keep a worker; asked by one whose lease goes on. */
  boolean isWanted() {
    lock.lock();
    try {
      active = System.nanoTime();
      Waiter head = waiters.peek();
      return closed || (head != null && head.kept);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Grant await(boolean kept, boolean looker, Duration wait)
      throws InterruptedException {
    lock.lock();
    try {
      checkOpen();
      if (!kept && waiters.isEmpty() && !held.isEmpty()) {
        return held.removeLast();
      }
      var me = new Waiter(kept, looker, System.nanoTime() + wait.toNanos(), lock.newCondition());
      waiters.add(me);
      try {
        if (kept) {
          // What came in meanwhile must not lie here while this borrower waits.
          freeHeld();
        }
        if (!askerStarted) {
          asker.start();
          askerStarted = true;
        }
        news.signal();
        if (asking && !telling && waiters.size() > asked) {
          telling = run(this::tell);
        }
        while (true) {
          if (me.failure != null) {
            throw me.failure;
          }
          if (me.grant != null || me.dismissed) {
            return me.grant;
          }
          long left = me.left() + SLACK.toNanos();
          if (left <= 0) {
            throw new NoFreeWorker(
                "No worker was free within "
                    + wait.toMillis() / 1000.0
                    + " s at "
                    + lender.place()
                    + ". Wait longer, or start a broker with more workers.");
          }
          me.news.awaitNanos(left);
        }
      } catch (InterruptedException e) {
        if (me.grant != null) {
          Grant mine = me.grant;
          me.grant = null;
          keepOrPass(mine, kept);
        }
        throw e;
      } finally {
        waiters.remove(me);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Frees what is held; the lock is let go meanwhile. */
  private void freeHeld() {
    List<Grant> nobodys = List.copyOf(held);
    held.clear();
    lock.unlock();
    try {
      nobodys.forEach(lender::free);
    } finally {
      lock.lock();
    }
  }

  /** Puts a lease back that was not recalled. */
  void putBack(Grant grant) {
    boolean free;
    lock.lock();
    try {
      active = System.nanoTime();
      Waiter head = waiters.peek();
      free = closed || (head != null && head.kept);
      if (!free) {
        keepOrPass(grant, false);
      }
    } finally {
      lock.unlock();
    }
    if (free) {
      lender.free(grant);
    }
  }

  /** To the first waiter of its kind, or into the purse; a kept lease without a taker is freed. */
  private void keepOrPass(Grant grant, boolean kept) {
    for (Waiter waiter : waiters) {
      if (waiter.kept == kept && waiter.grant == null && waiter.failure == null) {
        waiter.grant = grant;
        waiters.remove(waiter);
        waiter.news.signal();
        return;
      }
    }
    // A lease held between tasks is nobody's: it must not keep a worker from one who waits to keep
    // it.
    if (kept || closed || !waiters.isEmpty()) {
      surplus.add(grant);
      news.signal();
    } else {
      held.add(grant);
    }
  }

  private void ask() {
    while (true) {
      List<Grant> unwanted;
      int count;
      boolean kept = false;
      long wait = 0;
      lock.lock();
      try {
        while (surplus.isEmpty() && !closed) {
          long early = waiters.isEmpty() && places == 0 ? Long.MAX_VALUE : early();
          if (early <= 0) {
            break;
          }
          news.awaitNanos(early);
        }
        if (closed && surplus.isEmpty()) {
          return;
        }
        unwanted = List.copyOf(surplus);
        surplus.clear();
        count = waiters.size();
        Waiter head = waiters.peek();
        if (head != null) {
          kept = head.kept;
          wait = LONGEST_ASK.toNanos();
          for (Waiter waiter : waiters) {
            wait = Math.min(wait, waiter.left());
          }
        }
        asking = count > 0 || places > 0;
        asked = Math.max(1, count);
      } catch (InterruptedException e) {
        return;
      } finally {
        lock.unlock();
      }
      unwanted.forEach(this::free);
      if (asking) {
        // With nobody waiting any more, one question without a wait clears the places left over.
        askFor(Math.max(1, count), kept, Duration.ofNanos(Math.max(0, wait)));
      }
    }
  }

  private void free(Grant grant) {
    try {
      lender.free(grant);
    } catch (RuntimeException | Error e) {
      // It ends with the session; those who wait must be asked for all the same.
    }
  }

  /** How long it is too early to ask: a lease that this program has at work may come back first. */
  private long early() {
    Waiter head = waiters.peek();
    if (head == null || head.kept) {
      return 0;
    }
    return Math.min(head.since, active) + SOON - System.nanoTime();
  }

  private void askFor(int count, boolean kept, Duration wait) {
    long began = System.nanoTime();
    long withdrawn = withdrawalsBefore();
    Grant grant;
    RuntimeException failure;
    try {
      grant = lender.find(wait, count, kept);
      failure = grant.granted() ? null : new NoFreeWorker(grant.words());
    } catch (InterruptedException e) {
      grant = Grant.none("");
      failure = new NoFreeWorker("interrupted");
    } catch (FreeworkerException e) {
      grant = Grant.none("");
      failure = e;
    } catch (RuntimeException | Error e) {
      grant = Grant.none("");
      failure = new FreeworkerException("No worker could be asked for: " + e, e);
    }
    lock.lock();
    try {
      asking = false;
      places = asked - 1;
      if (grant.granted()) {
        keepOrPass(grant, kept);
        return;
      }
      if (withdrawals != withdrawn) {
        // Whoever came meanwhile is asked for anew.
        places = 0;
        return;
      }
      // An answer before its time is a refusal, for all who wait.
      boolean refused = System.nanoTime() - began < wait.toNanos();
      for (Waiter waiter : List.copyOf(waiters)) {
        if (refused || waiter.left() <= 0) {
          waiter.failure = failure;
          waiters.remove(waiter);
          waiter.news.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The withdrawals that cannot end what is asked now: one that is under way can. */
  private long withdrawalsBefore() {
    lock.lock();
    try {
      return withdrawing ? withdrawals - 1 : withdrawals;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the leases that are held: they are over. */
  void forget() {
    lock.lock();
    try {
      held.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it; says which leases it held. */
  List<Grant> close() {
    List<Grant> last;
    lock.lock();
    try {
      closed = true;
      last = List.copyOf(held);
      held.clear();
      for (Waiter waiter : List.copyOf(waiters)) {
        waiter.failure = new FreeworkerException("The engine is closed.");
        waiter.news.signal();
      }
      waiters.clear();
      news.signal();
    } finally {
      lock.unlock();
    }
    return last;
  }

  private void checkOpen() {
    if (closed) {
      throw new FreeworkerException("The engine is closed.");
    }
  }
}

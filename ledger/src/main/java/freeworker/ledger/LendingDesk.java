package freeworker.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The ledger for many threads: the same commands, and a find that waits its turn. */
public final class LendingDesk {
  /*
   * Guarded by lock: ledger, callers, and the order of effects. The sink is called under the lock;
   * `alive` is asked outside it. Who waits is a call of find; it is woken when something was lent to
   * its session, when its session is gone or withdraws, and when the desk drains. One thread may
   * wait for recalls; it is woken when the next one is due at another time than it waits for.
   */
  private static final long ASK_NANOS = Duration.ofMillis(500).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final Ledger ledger;
  private final LongSupplier nanos;
  private final Consumer<Effect> sink;
  private final long mostWaiters;
  private final long mostOfASession;
  private final Map<Long, Callers> callers = new HashMap<>();
  private final Condition otherRecall = lock.newCondition();
  private OptionalLong awaitedRecall = OptionalLong.empty();

  /** The calls of find of one session that wait now, usually one. */
  private static final class Callers {
    private final Condition turn;
    private int calls;
    private int waiters;

    /** How many more wait than the calls said when they came. */
    private int more;

    private boolean withdrawn;

    private Callers(Condition turn) {
      this.turn = turn;
    }
  }

  /**
   * @param sink is called under the lock, in order, for every effect; it must be quick
   */
  public LendingDesk(Ledger ledger, LongSupplier nanos, Consumer<Effect> sink) {
    this(ledger, nanos, sink, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * @param mostWaiters how many borrowers may wait
   * @param mostOfASession how many of one session
   */
  public LendingDesk(
      Ledger ledger,
      LongSupplier nanos,
      Consumer<Effect> sink,
      long mostWaiters,
      long mostOfASession) {
    this.mostWaiters = mostWaiters;
    this.mostOfASession = mostOfASession;
    this.ledger = ledger;
    this.nanos = nanos;
    this.sink = sink;
  }

  /**
   * Waits up to {@code wait} for a lease; empty when there was none, or the desk drains.
   *
   * <p>A waiter that leaves without a lease loses its place; the other places of its session stay.
   *
   * @param waiters how many borrowers this call stands for, itself among them
   * @param alive asked about every 500 ms while waiting; false ends the wait
   * @throws UnknownSession if the session is not known, or goes away meanwhile
   * @throws TooManyWaiters if more would wait than may; nothing changed
   */
  public Optional<Lease> find(
      long session, Duration wait, int waiters, boolean kept, BooleanSupplier alive)
      throws InterruptedException {
    if (waiters < 1) {
      throw new IllegalArgumentException("waiters must be at least 1, not " + waiters);
    }
    lock.lockInterruptibly();
    try {
      require(session);
      if (ledger.draining()) {
        return Optional.empty();
      }
      bound(session, waiters);
      Callers mine = callers.computeIfAbsent(session, any -> new Callers(lock.newCondition()));
      mine.waiters = Math.addExact(mine.waiters, waiters);
      mine.calls++;
      try {
        tell(ledger.want(session, mine.waiters + mine.more, kept, nanos.getAsLong()));
        return await(session, mine, wait, kept, alive);
      } finally {
        mine.waiters -= waiters;
        if (--mine.calls == 0) {
          // Whoever asked after a withdrawal is among others.
          callers.remove(session, mine);
        } else if (ledger.untaken(session) > 0) {
          mine.turn.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits up to {@code wait} for so many workers at once; empty when there were none.
   *
   * @param alive as in {@link #find}
   * @throws UnknownSession if the session is not known, or goes away meanwhile
   * @throws TooManyWaiters if more would wait than may; nothing changed
   * @throws IllegalArgumentException if the session has or wants workers already
   */
  public List<Lease> findTogether(long session, Duration wait, int workers, BooleanSupplier alive)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      require(session);
      if (ledger.draining()) {
        return List.of();
      }
      bound(session, workers);
      Callers mine = callers.computeIfAbsent(session, any -> new Callers(lock.newCondition()));
      mine.calls++;
      try {
        tell(ledger.wantTogether(session, workers, nanos.getAsLong()));
        return awaitTogether(session, mine, wait, alive);
      } finally {
        if (--mine.calls == 0) {
          callers.remove(session, mine);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Lease> awaitTogether(
      long session, Callers mine, Duration wait, BooleanSupplier alive)
      throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.convert(wait);
    while (true) {
      require(session);
      if (ledger.untaken(session) > 0) {
        return takeAll(session);
      }
      if (left <= 0 || mine.withdrawn || ledger.outstanding(session) == 0) {
        tell(ledger.withdraw(session, nanos.getAsLong()));
        return List.of();
      }
      long some = Math.min(left, ASK_NANOS);
      long rest;
      try {
        rest = mine.turn.awaitNanos(some);
      } catch (InterruptedException e) {
        if (ledger.knows(session)) {
          takeAll(session).forEach(l -> tell(ledger.free(session, l.number(), nanos.getAsLong())));
          tell(ledger.withdraw(session, nanos.getAsLong()));
        }
        throw e;
      }
      left -= some - rest;
      if (rest <= 0 && !asked(alive)) {
        left = 0;
      }
    }
  }

  private List<Lease> takeAll(long session) {
    List<Lease> all = new ArrayList<>();
    while (ledger.untaken(session) > 0) {
      ledger.take(session, nanos.getAsLong()).ifPresent(all::add);
    }
    return all;
  }

  private void bound(long session, int more) {
    Callers waiting = callers.get(session);
    long ofTheSession = (waiting == null ? 0L : (long) waiting.waiters + waiting.more) + more;
    if (ofTheSession > mostOfASession) {
      throw new TooManyWaiters(ofTheSession, true);
    }
    int places = ledger.outstanding(session) - ledger.untaken(session);
    long all = ledger.waiting() - places + ofTheSession;
    // Who asks for no more places than it has takes nobody any.
    if (all > mostWaiters && ofTheSession > places) {
      throw new TooManyWaiters(all, false);
    }
  }

  /** Frees a worker; false when the lease is stale, and then nothing changes. */
  public boolean free(long session, long lease) {
    return locked(
        () -> {
          boolean held = ledger.holds(session, lease);
          tell(ledger.free(session, lease, nanos.getAsLong()));
          return held;
        });
  }

  /**
   * Says how many borrowers of a session wait in its calls, if there is one that waits.
   *
   * @throws UnknownSession if the session is not known
   * @throws TooManyWaiters if more would wait than may; nothing changed
   */
  public void waiting(long session, int waiters, boolean kept) {
    locked(
        () -> {
          require(session);
          Callers mine = callers.get(session);
          if (mine != null && waiters > mine.waiters + mine.more && !ledger.draining()) {
            bound(session, waiters - mine.waiters - mine.more);
            mine.more = waiters - mine.waiters;
            tell(ledger.want(session, waiters, kept, nanos.getAsLong()));
          }
          return true;
        });
  }

  /**
   * Ends the waiting of a session; all its calls that wait are answered.
   *
   * @throws UnknownSession if the session is not known
   */
  public void withdraw(long session) {
    locked(
        () -> {
          require(session);
          tell(ledger.withdraw(session, nanos.getAsLong()));
          Callers waiting = callers.remove(session);
          if (waiting != null) {
            waiting.withdrawn = true;
            waiting.turn.signalAll();
          }
          return true;
        });
  }

  /** As free, but what still runs of the lease is to end before its worker is lent again. */
  public boolean cancel(long session, long lease) {
    return locked(
        () -> {
          boolean held = ledger.holds(session, lease);
          tell(ledger.cancel(session, lease, nanos.getAsLong()));
          return held;
        });
  }

  public void enter(long session) {
    enter(session, "");
  }

  /** Nobody follows in the place of this worker for now. */
  public void vacant(int number) {
    command(now -> ledger.vacant(number, now));
  }

  /** The worker is lent to nobody any more, and nobody follows in its place. */
  public void retire(WorkerId worker) {
    command(now -> ledger.retire(worker, now));
  }

  /** A client process of this owner came. */
  public void enter(long session, String owner) {
    command(now -> ledger.enter(session, owner, now));
  }

  /** The session lives. */
  public void renew(long session) {
    locked(
        () -> {
          require(session);
          tell(ledger.renew(session, nanos.getAsLong()));
          return true;
        });
  }

  public void gone(long session) {
    dismissal(now -> ledger.gone(session, now));
  }

  public void tick() {
    dismissal(ledger::tick);
  }

  /** A worker of this number will join. */
  public void expect(int number) {
    command(now -> ledger.expect(number, now));
  }

  public void join(WorkerId worker) {
    command(now -> ledger.join(worker, now));
  }

  public void returned(WorkerId worker, long lease) {
    command(now -> ledger.returned(worker, lease, now));
  }

  public void left(WorkerId worker, long lease) {
    command(now -> ledger.left(worker, lease, now));
  }

  public void cleared(WorkerId worker, long upTo) {
    command(now -> ledger.cleared(worker, upTo, now));
  }

  public void died(WorkerId worker) {
    command(now -> ledger.died(worker, now));
  }

  public void drain() {
    dismissal(ledger::drain);
  }

  public void began(WorkerId worker, long lease, String task, long at) {
    command(now -> ledger.began(worker, lease, task, at));
  }

  public void ended(WorkerId worker, long lease, String task, int count, int failed, long at) {
    command(now -> ledger.ended(worker, lease, task, count, failed, at));
  }

  /** Answers a question under the lock; it must not change the ledger. */
  public <T> T ask(Function<Ledger, T> question) {
    return locked(() -> question.apply(ledger));
  }

  private Optional<Lease> await(
      long session, Callers mine, Duration wait, boolean kept, BooleanSupplier alive)
      throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.convert(wait);
    while (true) {
      require(session);
      if (ledger.untaken(session) > 0) {
        return take(session, kept);
      }
      if (mine.withdrawn) {
        return Optional.empty();
      }
      if (left <= 0 || ledger.draining()) {
        leave(session, kept);
        return Optional.empty();
      }
      long some = Math.min(left, ASK_NANOS);
      long rest;
      try {
        rest = mine.turn.awaitNanos(some);
      } catch (InterruptedException e) {
        if (ledger.untaken(session) > 0) {
          Thread.currentThread().interrupt();
          return take(session, kept);
        }
        leave(session, kept);
        throw e;
      }
      left -= some - rest;
      if (rest <= 0 && !asked(alive)) {
        leave(session, kept);
        return Optional.empty();
      }
    }
  }

  private Optional<Lease> take(long session, boolean kept) {
    // Another call of this session may have asked for the other kind since.
    tell(ledger.want(session, ledger.outstanding(session), kept, nanos.getAsLong()));
    Optional<Lease> taken = ledger.take(session, nanos.getAsLong());
    tell(ledger.renew(session, nanos.getAsLong()));
    return taken;
  }

  /** Gives up one place, or the lease that came for it when there is no other place to give up. */
  private void leave(long session, boolean kept) {
    if (!ledger.knows(session)) {
      return;
    }
    int outstanding = ledger.outstanding(session);
    int untaken = ledger.untaken(session);
    if (outstanding > untaken) {
      tell(ledger.want(session, outstanding - 1, kept, nanos.getAsLong()));
    } else if (untaken > 0) {
      ledger
          .take(session, nanos.getAsLong())
          .ifPresent(lease -> tell(ledger.free(session, lease.number(), nanos.getAsLong())));
    }
  }

  private boolean asked(BooleanSupplier alive) {
    lock.unlock();
    try {
      return alive.getAsBoolean();
    } finally {
      lock.lock();
    }
  }

  private void require(long session) {
    if (!ledger.knows(session)) {
      throw new UnknownSession(session);
    }
  }

  /** Passes the effects on and wakes whom they concern. */
  private void tell(List<Effect> effects) {
    for (Effect effect : effects) {
      sink.accept(effect);
      if (effect instanceof Effect.Lent lent) {
        Callers concerned = callers.get(lent.lease().session());
        if (concerned != null) {
          concerned.turn.signal();
        }
      } else if (effect instanceof Effect.TooFew few) {
        Callers concerned = callers.get(few.session());
        if (concerned != null) {
          concerned.turn.signalAll();
        }
      }
    }
    if (!ledger.nextRecall().equals(awaitedRecall)) {
      otherRecall.signal();
    }
  }

  /** Gives each recall when it is due, for ever; for one thread. */
  public void giveRecalls() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        awaitedRecall = ledger.nextRecall();
        if (awaitedRecall.isEmpty()) {
          otherRecall.await();
          continue;
        }
        long left = awaitedRecall.getAsLong() - nanos.getAsLong();
        if (left > 0) {
          left = otherRecall.awaitNanos(left);
        }
        if (left <= 0) {
          tell(ledger.recall(nanos.getAsLong()));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on engines keep workers for so long while others wait. */
  public void change(Quantum quantum) {
    command(now -> ledger.change(quantum, now));
  }

  private void command(LongFunction<List<Effect>> command) {
    lock.lock();
    try {
      tell(command.apply(nanos.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  /** As a command that may end the wait of others than those it lends to. */
  private void dismissal(LongFunction<List<Effect>> command) {
    lock.lock();
    try {
      tell(command.apply(nanos.getAsLong()));
      callers.forEach(
          (session, waiting) -> {
            if (ledger.draining() || !ledger.knows(session)) {
              waiting.turn.signalAll();
            }
          });
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}

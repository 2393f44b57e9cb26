package freeworker.client;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Gang;
import freeworker.GangTask;
import freeworker.Manifest;
import freeworker.Outcome;
import freeworker.RemoteFunction;
import freeworker.StaleLease;
import freeworker.Task;
import freeworker.TaskCancelled;
import freeworker.WorkerLost;
import freeworker.wire.Grant;
import freeworker.wire.parcel.Call;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine over any lender: packs, borrows, sends, reads, and knows when to try again. */
final class BorrowingEngine implements Engine {
  /** How long senders have to give back what they hold when it closes. */
  private static final Duration CLOSING = Duration.ofMillis(500);

  private final Lender lender;
  private final Purse purse;
  private final Packer packer;
  private final Dispatch dispatch;
  private final Sender sender;
  private final ExecutorService threads;
  private final Packs packs;
  private final Set<CalledGang<?>> gangs;
  private final Duration limit;

  BorrowingEngine(Lender lender) {
    this(lender, new Durations());
  }

  BorrowingEngine(Lender lender, Durations durations) {
    this.lender = lender;
    this.packer = new Packer(lender::sizes);
    this.dispatch = new Dispatch(lender);
    this.limit = Sender.AS_LONG_AS_IT_TAKES;
    var count = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "freeworker-send-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.purse = new Purse(lender, threads);
    this.sender = new Sender(lender, purse, dispatch);
    this.packs = new Packs(purse, sender, dispatch::stop, threads, durations);
    this.gangs = ConcurrentHashMap.newKeySet();
    dispatch.whenLooking(packs::look);
  }

  /** The same engine with another limit for its tasks. */
  private BorrowingEngine(BorrowingEngine same, Duration limit) {
    this.lender = same.lender;
    this.purse = same.purse;
    this.packer = same.packer;
    this.dispatch = same.dispatch;
    this.sender = same.sender;
    this.threads = same.threads;
    this.packs = same.packs;
    this.gangs = same.gangs;
    this.limit = limit;
  }

  @Override
  public Engine within(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("A limit must be positive, not " + limit + ".");
    }
    return new BorrowingEngine(this, limit);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the task's own type says what its result is
  public <T extends @Nullable Object> T run(Task<T> task) {
    return (T) packs.run(request(packer.lent(TaskName.of(task), task)));
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <T extends @Nullable Object> T runOnce(Task<T> task) {
    return (T) sender.run(request(packer.lent(TaskName.of(task), task)), false);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> remote(
      RemoteFunction<A, R> function) {
    return argument ->
        (R) packs.run(request(packer.lent(TaskName.of(function), new Call<>(function, argument))));
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task) {
    try {
      Request request = request(packer.pack(TaskName.of(task), task));
      var answer = new CompletableFuture<T>();
      packs.submit(request, (CompletableFuture<@Nullable Object>) answer);
      return answer;
    } catch (FreeworkerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public <A extends @Nullable Object, R extends @Nullable Object> Stream<Outcome<R>> map(
      Iterable<? extends A> inputs, RemoteFunction<A, R> function) {
    return new Bulk<>(inputs.iterator(), function, packer, sender, limit, dispatch::stop, threads)
        .outcomes();
  }

  @Override
  public BorrowedWorker borrow(Duration wait) {
    try {
      return new Borrowed(purse.take(true, wait));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FreeworkerException("Interrupted while waiting for a free worker.", e);
    }
  }

  @Override
  public <T extends @Nullable Object> Gang<T> gang(int size, GangTask<T> task) {
    if (size < 1) {
      throw new IllegalArgumentException("A gang has at least one member, not " + size + ".");
    }
    gangs.removeIf(CalledGang::over);
    CalledGang<T> gang = CalledGang.call(lender, packer, size, task, limit, threads);
    gangs.add(gang);
    return gang;
  }

  @Override
  public int workers() {
    return lender.workers();
  }

  @Override
  public Manifest explain(Task<?> task) {
    return packer.explain(TaskName.of(task), task);
  }

  @Override
  public void close() {
    gangs.forEach(CalledGang::close);
    dispatch.close();
    packs.close();
    List<Grant> held = purse.close();
    threads.shutdown();
    lender.close(
        () -> {
          held.forEach(lender::free);
          endThreads();
        });
  }

  private void endThreads() {
    try {
      // Whoever holds a lease just now gives it back.
      boolean unused = threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
  }

  private Request request(Packed task) {
    return new Request(task, limit, dispatch::stop);
  }

  private final class Borrowed implements BorrowedWorker {
    private final Grant grant;
    private final AtomicBoolean over = new AtomicBoolean();

    /** Whose task is sent: a task that waits behind another one can be cancelled without harm. */
    private final ReentrantLock turn = new ReentrantLock(true);

    Borrowed(Grant grant) {
      this.grant = grant;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // as above
    public <T extends @Nullable Object> T run(Task<T> task) {
      Request request = request(packer.lent(TaskName.of(task), task));
      try {
        turn.lockInterruptibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        request.cancel("its caller was interrupted");
        throw Dispatch.notBegun(request);
      }
      try {
        return (T) run(request);
      } finally {
        turn.unlock();
      }
    }

    private @Nullable Object run(Request request) {
      if (over.get()) {
        throw stale();
      }
      request.sent(grant);
      Dispatch.Answer answer;
      try {
        answer = dispatch.send(grant, true, request, List.of(request.task()));
      } catch (TaskCancelled e) {
        over.set(true);
        throw e;
      }
      if (answer instanceof Dispatch.Answered answered) {
        return Sender.read(answered.outcome(), request.task(), grant, 1);
      }
      over.set(true);
      if (answer instanceof Dispatch.Lost) {
        throw new WorkerLost(
            grant.worker(), dispatch.died(grant, request.task(), "") + " It may have run in part.");
      }
      lender.free(grant);
      throw stale();
    }

    private StaleLease stale() {
      return new StaleLease(
          grant.lease(),
          "Lease "
              + grant.lease()
              + " of worker "
              + grant.worker()
              + " is over: it was freed or expired, or the worker died. Borrow again.");
    }

    @Override
    public int number() {
      return grant.worker();
    }

    @Override
    public void close() {
      if (over.compareAndSet(false, true)) {
        try {
          Briefly.run(threads, () -> lender.free(grant));
        } catch (RejectedExecutionException e) {
          // The engine is closed, and with it the lease is over.
        }
      }
    }
  }
}

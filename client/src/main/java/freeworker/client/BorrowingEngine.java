package freeworker.client;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Manifest;
import freeworker.RemoteFunction;
import freeworker.StaleLease;
import freeworker.Task;
import freeworker.TaskCancelled;
import freeworker.TaskRefused;
import freeworker.WorkerLost;
import freeworker.wire.Grant;
import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.Outcome;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine over any lender: packs, borrows, sends, reads, and knows when to try again. */
final class BorrowingEngine implements Engine {
  private static final String CLOSED = "The engine is closed.";
  private static final Logger LOG = System.getLogger("freeworker");
  private static final ResultReader READER = new ResultReader();
  private static final int ATTEMPTS = 4;
  private static final int REFUSALS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 100;
  private static final int SUBMITTERS = 256;
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private final Lender lender;
  private final Purse purse;
  private final Packer packer;
  private final Dispatch dispatch;
  private final ThreadPoolExecutor submitters;
  private final Duration limit;

  BorrowingEngine(Lender lender) {
    this.lender = lender;
    this.purse = new Purse(lender);
    this.packer = new Packer(lender::sizes);
    this.dispatch = new Dispatch(lender);
    this.limit = AS_LONG_AS_IT_TAKES;
    var count = new AtomicInteger();
    submitters =
        new ThreadPoolExecutor(
            SUBMITTERS,
            SUBMITTERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              var thread = new Thread(work, "freeworker-submit-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    submitters.allowCoreThreadTimeOut(true);
  }

  /** The same engine with another limit for its tasks. */
  private BorrowingEngine(BorrowingEngine same, Duration limit) {
    this.lender = same.lender;
    this.purse = same.purse;
    this.packer = same.packer;
    this.dispatch = same.dispatch;
    this.submitters = same.submitters;
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
    return (T) run(request(packer.pack(TaskName.of(task), task)), true);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <T extends @Nullable Object> T runOnce(Task<T> task) {
    return (T) run(request(packer.pack(TaskName.of(task), task)), false);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> remote(
      RemoteFunction<A, R> function) {
    return argument ->
        (R) run(request(packer.pack(TaskName.of(function), new Call<>(function, argument))), true);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task) {
    try {
      Request request = request(packer.pack(TaskName.of(task), task));
      var answer = new CompletableFuture<T>();
      var unused =
          answer.whenComplete((result, failure) -> request.cancel("nobody waits for it any more"));
      submitters.execute(new Submitted<>(request, answer));
      return answer;
    } catch (FreeworkerException e) {
      return CompletableFuture.failedFuture(e);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new FreeworkerException(CLOSED, e));
    }
  }

  /** A request whose caller went on; whoever completes its answer before it does, cancels it. */
  private final class Submitted<T extends @Nullable Object> implements Runnable {
    private final Request request;
    private final CompletableFuture<T> answer;

    Submitted(Request request, CompletableFuture<T> answer) {
      this.request = request;
      this.answer = answer;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // as above
    public void run() {
      try {
        answer.complete((T) BorrowingEngine.this.run(request, true));
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    }
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
  public Manifest explain(Task<?> task) {
    return packer.explain(TaskName.of(task), task);
  }

  @Override
  public void close() {
    dispatch.close();
    for (Runnable waiting : submitters.shutdownNow()) {
      ((Submitted<?>) waiting).answer.completeExceptionally(new FreeworkerException(CLOSED));
    }
    purse.close();
    lender.close();
  }

  private Request request(Packed task) {
    return new Request(task, limit, dispatch::stop);
  }

  private Grant take(Request request) {
    try {
      request.waits();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return purse.take(false, AS_LONG_AS_IT_TAKES);
    } catch (InterruptedException e) {
      // Not waiting any more, so that its own cancel does not take the interrupt for one of its
      // own.
      request.waitsNoMore();
      if (request.why().isEmpty()) {
        request.cancel("its caller was interrupted");
        Thread.currentThread().interrupt();
      }
      throw Dispatch.notBegun(request);
    } finally {
      request.waitsNoMore();
    }
  }

  private @Nullable Object run(Request request, boolean again) {
    int attempt = 1;
    int lost = -1;
    for (int refusals = 0; refusals < REFUSALS; ) {
      Grant grant = elsewhere(take(request), lost);
      Packed task = request.task().attempt(attempt);
      if (!request.sent(grant)) {
        purse.putBack(grant);
        throw Dispatch.notBegun(request);
      }
      Dispatch.Answer answer;
      try {
        answer = dispatch.send(grant, false, request, task);
      } catch (TaskRefused e) {
        lender.free(grant);
        throw e;
      }
      if (!answer.over()) {
        purse.putBack(grant);
      }
      if (answer instanceof Dispatch.Answered answered) {
        return read(answered.outcome(), task, grant, attempt);
      }
      if (answer instanceof Dispatch.Lost) {
        String died = dispatch.died(grant, task, ", attempt " + attempt + " of " + ATTEMPTS);
        if (!again) {
          throw new WorkerLost(
              grant.worker(), died + " It may have run in part; runOnce does not repeat it.");
        }
        if (attempt == ATTEMPTS) {
          throw new WorkerLost(grant.worker(), died + " Given up.");
        }
        LOG.log(Logger.Level.WARNING, died + " Running it again.");
        lost = grant.worker();
        attempt++;
      } else {
        refusals++;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(refusals, 10));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
      }
    }
    throw new FreeworkerException(
        request.task().name()
            + " was refused by "
            + REFUSALS
            + " workers in a row; none of them ran it.");
  }

  /** Another worker than the one that was lost, where one is free just now. */
  private Grant elsewhere(Grant grant, int lost) {
    if (grant.worker() != lost) {
      return grant;
    }
    try {
      // This one is held meanwhile, so that another one is found, or none.
      Grant other = lender.find(Duration.ZERO, 1, false);
      if (!other.granted()) {
        return grant;
      }
      purse.putBack(grant);
      return other;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return grant;
    }
  }

  private static @Nullable Object read(Outcome outcome, Packed task, Grant grant, int attempt) {
    if (outcome instanceof Outcome.Failed failed) {
      throw READER.failure(failed, task, grant.worker(), attempt);
    }
    return READER.read(((Outcome.Done) outcome).result(), task, grant.worker(), attempt);
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
      Request request = request(packer.pack(TaskName.of(task), task));
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
        answer = dispatch.send(grant, true, request, request.task());
      } catch (TaskCancelled e) {
        over.set(true);
        throw e;
      }
      if (answer instanceof Dispatch.Answered answered) {
        return read(answered.outcome(), request.task(), grant, 1);
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
        lender.free(grant);
      }
    }
  }
}

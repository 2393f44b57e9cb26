package freeworker.client;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Manifest;
import freeworker.RemoteFunction;
import freeworker.StaleLease;
import freeworker.Task;
import freeworker.TaskRefused;
import freeworker.WorkerLost;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Reply;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.Outcome;
import java.lang.System.Logger;
import java.rmi.ConnectException;
import java.rmi.ConnectIOException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The engine over any lender: packs, borrows, sends, reads, and knows when to try again. */
final class BorrowingEngine implements Engine {
  private static final Logger LOG = System.getLogger("freeworker");
  private static final ResultReader READER = new ResultReader();
  private static final int ATTEMPTS = 4;
  private static final int REFUSALS = 100;
  private static final int SUBMITTERS = 256;
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private final Lender lender;
  private final Purse purse;
  private final Packer packer;
  private final Attendants attendants;
  private final Map<Integer, Reached> reached = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor submitters;

  /** A worker process that was reached before. */
  private record Reached(long epoch, Courier courier) {}

  BorrowingEngine(Lender lender) {
    this.lender = lender;
    this.purse = new Purse(lender);
    this.packer = new Packer(lender::sizes);
    this.attendants = new Attendants(lender);
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

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the task's own type says what its result is
  public <T extends @Nullable Object> T run(Task<T> task) {
    return (T) run(packer.pack(TaskName.of(task), task), true);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <T extends @Nullable Object> T runOnce(Task<T> task) {
    return (T) run(packer.pack(TaskName.of(task), task), false);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> remote(
      RemoteFunction<A, R> function) {
    return argument ->
        (R) run(packer.pack(TaskName.of(function), new Call<>(function, argument)), true);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // as above
  public <T extends @Nullable Object> CompletableFuture<T> submit(Task<T> task) {
    try {
      Packed packed = packer.pack(TaskName.of(task), task);
      return CompletableFuture.supplyAsync(() -> (T) run(packed, true), submitters);
    } catch (FreeworkerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public BorrowedWorker borrow(Duration wait) {
    return new Borrowed(take(true, wait));
  }

  @Override
  public Manifest explain(Task<?> task) {
    return packer.explain(TaskName.of(task), task);
  }

  @Override
  public void close() {
    submitters.shutdownNow();
    attendants.close();
    purse.close();
    lender.close();
  }

  private Grant take(boolean kept, Duration wait) {
    try {
      return purse.take(kept, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FreeworkerException("Interrupted while waiting for a free worker.", e);
    }
  }

  private @Nullable Object run(Packed task, boolean again) {
    int attempt = 1;
    for (int refusals = 0; refusals < REFUSALS; ) {
      Grant grant = take(false, AS_LONG_AS_IT_TAKES);
      Answer answer;
      try {
        answer = send(grant, false, task.attempt(attempt));
      } catch (TaskRefused e) {
        lender.free(grant.lease());
        throw e;
      }
      if (!answer.over()) {
        purse.putBack(grant);
      }
      if (answer instanceof Answered answered) {
        return read(answered.outcome(), task, grant, attempt);
      }
      if (answer instanceof Lost) {
        String died = died(grant, task, ", attempt " + attempt + " of " + ATTEMPTS);
        if (!again) {
          throw new WorkerLost(
              grant.worker(), died + " It may have run in part; runOnce does not repeat it.");
        }
        if (attempt == ATTEMPTS) {
          throw new WorkerLost(grant.worker(), died + " Given up.");
        }
        LOG.log(Logger.Level.WARNING, died + " Running it again.");
        attempt++;
      } else {
        refusals++;
      }
    }
    throw new FreeworkerException(
        task.name() + " was refused by " + REFUSALS + " workers in a row; none of them ran it.");
  }

  /** What came of sending a task to a worker. */
  private sealed interface Answer {
    /** Whether the lease is over. */
    boolean over();
  }

  private record Answered(Outcome outcome, boolean over) implements Answer {}

  /** The worker did not take the task, so it can be sent elsewhere without harm. */
  private record Refused() implements Answer {
    @Override
    public boolean over() {
      return true;
    }
  }

  /** No answer came, so nobody knows what was run. */
  private record Lost() implements Answer {
    @Override
    public boolean over() {
      return true;
    }
  }

  private Answer send(Grant grant, boolean kept, Packed task) {
    var trip = new Trip(grant, kept);
    List<Packed> tasks = List.of(task);
    attendants.begin(grant, tasks);
    try {
      Outcome outcome = courier(grant).deliver(tasks, trip).get(0);
      return outcome instanceof Outcome.NotRun ? new Refused() : new Answered(outcome, trip.over);
    } catch (TurnedAway e) {
      return new Refused();
    } catch (ConnectException | ConnectIOException e) {
      lender.free(grant.lease());
      return new Refused();
    } catch (RemoteException | BadFrame e) {
      return new Lost();
    } finally {
      attendants.end(grant, tasks);
    }
  }

  /** The way to the worker of a grant, and whether its lease ended on that way. */
  private final class Trip implements Courier.Way<RemoteException> {
    private final Grant grant;
    private final boolean kept;
    private boolean over;

    Trip(Grant grant, boolean kept) {
      this.grant = grant;
      this.kept = kept;
    }

    @Override
    public byte[] run(byte[] frame) throws RemoteException {
      Reply reply = lender.run(grant, kept, frame);
      over = reply.recalled();
      if (reply.kind() != Reply.Kind.ANSWERED) {
        throw new TurnedAway();
      }
      return reply.outcomes();
    }
  }

  /** The worker did not take the tasks. */
  private static final class TurnedAway extends RemoteException {}

  /** Who knows which classes the worker of a grant has. */
  private Courier courier(Grant grant) {
    return reached
        .compute(
            grant.worker(),
            (number, before) ->
                before != null && before.epoch() == grant.epoch()
                    ? before
                    : new Reached(grant.epoch(), new Courier()))
        .courier();
  }

  /** What happened to a worker, for people. */
  private String died(Grant grant, Packed task, String attempt) {
    String what = "while running " + task.name() + " (lease " + grant.lease() + attempt + ")";
    Fate fate = lender.fate(grant);
    // Nothing of the lease is used any more, whether its worker is dead or only out of reach.
    lender.free(grant.lease());
    return fate.dead()
        ? "worker " + grant.worker() + " died " + what + ": " + fate.words() + "."
        : "worker " + grant.worker() + " was out of reach " + what + ": its connection broke.";
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

    Borrowed(Grant grant) {
      this.grant = grant;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // as above
    public <T extends @Nullable Object> T run(Task<T> task) {
      Packed packed = packer.pack(TaskName.of(task), task);
      if (over.get()) {
        throw stale();
      }
      Answer answer = send(grant, true, packed);
      if (answer instanceof Answered answered) {
        return (T) read(answered.outcome(), packed, grant, 1);
      }
      over.set(true);
      if (answer instanceof Lost) {
        throw new WorkerLost(grant.worker(), died(grant, packed, "") + " It may have run in part.");
      }
      lender.free(grant.lease());
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
        lender.free(grant.lease());
      }
    }
  }
}

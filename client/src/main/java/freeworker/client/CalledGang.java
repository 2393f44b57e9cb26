package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.Gang;
import freeworker.GangBroken;
import freeworker.GangTask;
import freeworker.Letter;
import freeworker.Member;
import freeworker.NoFreeWorker;
import freeworker.TaskCancelled;
import freeworker.TaskFailed;
import freeworker.WorkerLost;
import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import freeworker.wire.gang.Roll;
import freeworker.wire.parcel.Enlistment;
import freeworker.worker.gang.Box;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: results, running, root, broken, closed. Two threads a member: one runs its task, one
 * fetches its letters. The session is the gang's own, so that its end gives back whatever is left.
 */
/** A gang whose members run on borrowed workers. */
final class CalledGang<T extends @Nullable Object> implements Gang<T> {
  /** Who was broken by the end of another waits so long for the news of that. */
  private static final Duration NEWS = Duration.ofSeconds(1);

  /** How long what is told to end has before its gang is closed without it. */
  private static final Duration ENDING = Duration.ofSeconds(3);

  private static final long ROOM = 4L << 20;
  private static final byte[] NOTHING = new byte[0];

  private final GangLender lender;
  private final Dispatch dispatch;
  private final List<Grant> seats;
  private final List<Request> requests = new ArrayList<>();
  private final Set<Integer> ranks = new HashSet<>();
  private final Box inbox = new Box(ROOM);
  private final @Nullable Object[] results;
  private final Set<Integer> running = new HashSet<>();
  private @Nullable FreeworkerException root;
  private @Nullable FreeworkerException broken;
  private boolean closed;

  private CalledGang(
      GangLender lender, List<Grant> seats, GangTask<T> task, Packer packer, Duration limit) {
    this.lender = lender;
    this.dispatch = new Dispatch(lender);
    this.seats = seats;
    this.results = new Object[seats.size()];
    for (int rank = 0; rank < seats.size(); rank++) {
      byte[] roll = new Roll(rank, seats).encode();
      requests.add(new Request(pack(packer, task, roll), limit, dispatch::stop));
      ranks.add(rank);
    }
    running.addAll(ranks);
  }

  private static Packed pack(Packer packer, GangTask<?> task, byte[] roll) {
    var enlistment = new Enlistment<>(task, roll);
    return packer.pack(TaskName.of(enlistment), enlistment);
  }

  /**
   * Borrows the workers and begins.
   *
   * @param threads of the engine
   * @throws NoFreeWorker when there are fewer
   */
  static <T extends @Nullable Object> CalledGang<T> call(
      Lender engine, Packer packer, int size, GangTask<T> task, Duration limit, Executor threads) {
    // What cannot travel is found before anybody is borrowed.
    var unused = pack(packer, task, NOTHING);
    GangLender lender = engine.forGang();
    try {
      var gang = new CalledGang<>(lender, find(lender, size, threads), task, packer, limit);
      for (int i = 0; i < size; i++) {
        int rank = i;
        threads.execute(() -> gang.run(rank));
        threads.execute(() -> gang.fetch(rank));
      }
      return gang;
    } catch (RuntimeException e) {
      lender.close();
      throw e;
    }
  }

  private static List<Grant> find(GangLender lender, int size, Executor threads) {
    var found = new CompletableFuture<Grants>();
    threads.execute(
        () -> {
          try {
            found.complete(lender.findTogether(Sender.AS_LONG_AS_IT_TAKES, size));
          } catch (Throwable e) {
            found.completeExceptionally(e);
          }
        });
    try {
      Grants grants = found.get();
      if (!grants.granted()) {
        throw new NoFreeWorker(grants.each().get(0).words());
      }
      return grants.each();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FreeworkerException ours) {
        throw ours;
      }
      throw new FreeworkerException("No workers were borrowed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      // The end of the session ends that wait.
      Thread.currentThread().interrupt();
      throw new TaskCancelled(
          false, "The gang was cancelled before it began: its caller was interrupted.");
    }
  }

  private void run(int rank) {
    Grant seat = seats.get(rank);
    Request request = requests.get(rank);
    try {
      if (request.sent(seat)) {
        Dispatch.Answer answer = dispatch.send(seat, true, request, List.of(request.task()));
        if (answer instanceof Dispatch.Answered answered) {
          ended(rank, Sender.read(answered.outcome(), request.task(), seat, 1));
        } else if (answer instanceof Dispatch.Lost) {
          fail(
              new WorkerLost(
                  seat.worker(),
                  dispatch.died(seat, request.task(), "")
                      + " It may have run in part; a gang is not repeated."));
        } else {
          fail(
              new WorkerLost(
                  seat.worker(),
                  "worker " + seat.worker() + " did not take " + request.task().name() + "."));
        }
      }
    } catch (FreeworkerException e) {
      fail(e);
    } catch (RuntimeException e) {
      fail(new FreeworkerException(request.task().name() + " failed: " + e, e));
    } finally {
      synchronized (this) {
        running.remove(rank);
        notifyAll();
      }
    }
  }

  private void ended(int rank, @Nullable Object result) {
    List<Integer> others;
    synchronized (this) {
      results[rank] = result;
      others = running.stream().filter(other -> other != rank).toList();
    }
    for (int other : others) {
      try {
        var unused = lender.deliver(seats.get(other), rank, Mailing.ENDED, NOTHING);
      } catch (RemoteException e) {
        // Whoever runs that one finds out.
      }
    }
  }

  /** The first failure ends the others; the death of a worker rather than what it broke. */
  private void fail(FreeworkerException failure) {
    synchronized (this) {
      if (follows(failure)) {
        broken = broken == null ? failure : broken;
        awaitRoot();
      } else if (root == null && !(failure instanceof TaskCancelled && broken != null)) {
        root = failure;
      }
      notifyAll();
    }
    cancel("another member failed");
    inbox.end();
  }

  /** Whether it may come from the end of another. */
  private static boolean follows(FreeworkerException failure) {
    return failure instanceof GangBroken
        || (failure instanceof TaskFailed failed
            && failed.remoteClass().equals(GangBroken.class.getName()));
  }

  private synchronized void awaitRoot() {
    long deadline = System.nanoTime() + NEWS.toNanos();
    try {
      for (long left = NEWS.toNanos(); root == null && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancel(String why) {
    requests.forEach(request -> request.cancel(why));
  }

  /** Brings the letters of a member for the caller. */
  private void fetch(int rank) {
    try {
      for (boolean over = false; !over; ) {
        Collected some = lender.collect(seats.get(rank));
        for (byte[] letter : some.letters()) {
          Box.Put put = Box.Put.FULL;
          while (put == Box.Put.FULL) {
            put = inbox.put(rank, Mailing.LETTER, letter, ENDING.toNanos());
          }
        }
        over = some.over() || isOver();
      }
      var unused = inbox.put(rank, Mailing.ENDED, NOTHING, 0);
    } catch (RemoteException | RuntimeException e) {
      // The end of the gang ends this too; before that somebody would wait for its letters for
      // ever.
      if (!isOver()) {
        fail(new GangBroken("The letters of member " + rank + " do not arrive: " + e, e));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is closed. */
  synchronized boolean over() {
    return closed;
  }

  private synchronized boolean isOver() {
    return closed || failure() != null;
  }

  private synchronized @Nullable FreeworkerException failure() {
    return root == null ? broken : root;
  }

  @Override
  public int size() {
    return seats.size();
  }

  @Override
  public void send(int to, byte[] bytes) throws InterruptedException {
    Objects.requireNonNull(bytes, "bytes");
    if (to < 0 || to >= size()) {
      throw new IllegalArgumentException(
          "A gang of " + size() + " has the ranks 0 to " + (size() - 1) + ", not " + to + ".");
    }
    Box.Put put = Box.Put.FULL;
    while (put == Box.Put.FULL) {
      check();
      try {
        put = lender.deliver(seats.get(to), Member.CALLER, Mailing.LETTER, bytes);
      } catch (RemoteException e) {
        check();
        throw new GangBroken("Member " + to + " is not reached: " + e.getMessage(), e);
      }
    }
    if (put == Box.Put.OVER) {
      check();
      throw new GangBroken("Member " + to + " has ended, and gets no letters any more.");
    }
  }

  private void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    FreeworkerException failure = failure();
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Letter receive() throws InterruptedException {
    try {
      return inbox.take(ranks);
    } catch (Box.Ended e) {
      check();
      throw new GangBroken("All members have ended, and send no more letters.");
    }
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the task's own type says what its results are
  public List<T> results() {
    try {
      synchronized (this) {
        while (!running.isEmpty()) {
          wait();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel("its caller was interrupted");
      close();
      throw new TaskCancelled(true, "The gang was cancelled: its caller was interrupted.");
    }
    close();
    FreeworkerException failure = failure();
    if (failure != null) {
      throw failure;
    }
    return (List<T>) Collections.unmodifiableList(Arrays.asList(results));
  }

  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !closed;
      closed = true;
      if (!running.isEmpty() && root == null) {
        root = new TaskCancelled(true, "The gang was closed while it ran.");
      }
    }
    if (first) {
      cancel("its gang was closed");
      awaitEnd();
      inbox.end();
      dispatch.close();
      lender.close(this::giveBack);
    }
  }

  private void giveBack() {
    Set<Integer> still;
    synchronized (this) {
      still = Set.copyOf(running);
    }
    for (int rank : ranks) {
      if (still.contains(rank)) {
        lender.cancel(seats.get(rank));
      } else {
        lender.free(seats.get(rank));
      }
    }
  }

  private synchronized void awaitEnd() {
    long deadline = System.nanoTime() + ENDING.toNanos();
    boolean interrupted = false;
    for (long left = ENDING.toNanos(); !running.isEmpty() && left > 0; ) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

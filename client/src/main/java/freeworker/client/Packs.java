package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.TaskCancelled;
import freeworker.TaskRefused;
import freeworker.wire.Grant;
import freeworker.wire.parcel.Outcome;
import java.lang.System.Logger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Whoever finds a worker at hand sends its task itself. All others leave theirs in the queue, for
 * threads of the engine: one waits for a lease as long as anything is queued; those that have one
 * send what is queued until nothing is. They send small tasks several in one call, since a call
 * costs more than a small task.
 * Guarded by lock: queue, looking, sending, lingering, closed.
 */
/** What has been asked for and waits for a worker. */
final class Packs {
  private static final Logger LOG = System.getLogger("freeworker");
  private static final int MOST = 64;
  private static final int BYTES = 256 << 10;
  private static final double LONGEST = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LINGER = TimeUnit.MICROSECONDS.toNanos(200);
  private static final String CLOSED = "The engine is closed.";

  private final Purse purse;
  private final Sender sender;
  private final Consumer<Grant> stop;
  private final Executor executor;
  private final Durations durations;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Errand> queue = new ArrayDeque<>();
  private final Condition queued = lock.newCondition();
  private boolean looking;
  private int sending;
  private int lingering;
  private boolean closed;

  /**
   * @param stop ends what runs under a grant; it must not wait for that
   */
  Packs(Purse purse, Sender sender, Consumer<Grant> stop, Executor executor, Durations durations) {
    this.durations = durations;
    this.purse = purse;
    this.sender = sender;
    this.stop = stop;
    this.executor = executor;
  }

  /** The result of a task that may run again when its worker dies. */
  @Nullable Object run(Request request) {
    if (Thread.currentThread().isInterrupted()) {
      request.cancel("its caller was interrupted");
      throw Dispatch.notBegun(request);
    }
    Grant grant = idle() ? purse.ready() : null;
    if (grant != null) {
      return sender.run(request, true, 1, -1, grant);
    }
    var errand = new Errand.Waited(request);
    add(errand);
    return errand.await(this::look).read();
  }

  /** Completes the answer with the result of a task, as {@link #run} does. */
  void submit(Request request, CompletableFuture<@Nullable Object> answer) {
    add(new Errand.Submitted(request, answer));
  }

  private boolean idle() {
    lock.lock();
    try {
      return queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Looks whether something waits too long for those who are sending. */
  void look() {
    lock.lock();
    try {
      enlist();
      Errand head = queue.peek();
      purse.look(head != null && (sending == 0 || isUrgent(head)));
    } finally {
      lock.unlock();
    }
  }

  private void add(Errand errand) {
    errand.request.whenCancelled(errand::cancelled);
    @Nullable Error none = null;
    lock.lock();
    try {
      if (!closed) {
        queue.add(errand);
        queued.signal();
        none = lingering == 0 ? enlist() : null;
        if (none == null || sending > 0) {
          return;
        }
        queue.remove(errand);
      }
    } finally {
      lock.unlock();
    }
    errand.failed(
        none == null
            ? new FreeworkerException(CLOSED)
            : new FreeworkerException("No thread could be started: " + none, none));
  }

  /**
   * Sees to it that a thread looks for a worker while there is something that must not wait; says
   * why there is none.
   */
  private @Nullable Error enlist() {
    Errand head = queue.peek();
    if (head != null && !looking && !closed && (sending == 0 || isUrgent(head))) {
      looking = true;
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException e) {
        // The engine is being closed, and fails them.
        looking = false;
      } catch (Error e) {
        // There is no thread to be had; who sends looks again.
        looking = false;
        return e;
      }
    }
    return null;
  }

  /** Whether those who are sending should not be waited for. */
  private boolean isUrgent(Errand head) {
    return System.nanoTime() - head.since > SOON || expected(head) > SOON || purse.holds();
  }

  private double expected(Errand errand) {
    boolean known = !errand.alone && errand.request.isUnlimited();
    return known ? durations.expected(errand.request.task().name()) : Double.MAX_VALUE;
  }

  private void work() {
    do {
      @Nullable Grant grant;
      try {
        grant = purse.lookFor();
      } catch (InterruptedException e) {
        fail(new FreeworkerException(CLOSED, e));
        return;
      } catch (FreeworkerException e) {
        fail(e);
        return;
      } catch (RuntimeException | Error e) {
        fail(new FreeworkerException("No worker could be looked for: " + e, e));
        return;
      }
      if (grant == null) {
        lookNoMore();
        continue;
      }
      List<Errand> pack = found(grant);
      while (!pack.isEmpty()) {
        boolean still = delivered(pack, grant);
        pack = still ? next(grant, pack.size() > 1) : over();
      }
    } while (looks());
  }

  /** The first pack of a thread that has found a worker; another one may look from now on. */
  private List<Errand> found(Grant grant) {
    List<Errand> pack;
    lock.lock();
    try {
      looking = false;
      pack = choose();
      sending += pack.isEmpty() ? 0 : 1;
      enlist();
    } finally {
      lock.unlock();
    }
    if (pack.isEmpty()) {
      purse.putBack(grant);
    }
    return pack;
  }

  private void lookNoMore() {
    lock.lock();
    try {
      looking = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next pack for the same worker, or none, and then this thread has it no longer.
   *
   * @param many whether several were sent just now, so that more are likely to come at once
   */
  private List<Errand> next(Grant grant, boolean many) {
    List<Errand> pack = List.of();
    if (!purse.isWanted()) {
      lock.lock();
      try {
        if (many) {
          linger();
        }
        pack = choose();
        enlist();
      } finally {
        lock.unlock();
      }
    }
    if (pack.isEmpty()) {
      purse.putBack(grant);
      over();
    }
    return pack;
  }

  /** This thread has no lease any more. */
  private List<Errand> over() {
    lock.lock();
    try {
      sending--;
      enlist();
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Waits a moment: whoever has just got a result often asks for the next one at once. */
  private void linger() {
    lingering++;
    try {
      long left = LINGER;
      while (queue.isEmpty() && !closed && left > 0) {
        left = queued.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // The engine is being closed; what is queued is failed.
      Thread.currentThread().interrupt();
    } finally {
      lingering--;
    }
  }

  /** Whether this thread is the one that looks for a worker now. */
  private boolean looks() {
    lock.lock();
    try {
      boolean looks = !looking && !queue.isEmpty() && !closed;
      looking |= looks;
      return looks;
    } finally {
      lock.unlock();
    }
  }

  /** Takes from the queue what goes into the next call. */
  private List<Errand> choose() {
    List<Errand> pack = new ArrayList<>();
    // Half of it for each where another one has a worker too, and nothing to send.
    int most = Math.min(MOST, (queue.size() + lingering) / (1 + lingering));
    double time = 0;
    long bytes = 0;
    for (Errand head = queue.peek(); head != null && pack.size() < most; head = queue.peek()) {
      if (!head.request.why().isEmpty()) {
        queue.remove();
        continue;
      }
      time += expected(head);
      bytes += head.request.task().size();
      if (!pack.isEmpty() && (time > LONGEST || bytes > BYTES)) {
        break;
      }
      pack.add(queue.remove());
    }
    return pack;
  }

  /** Sends a pack; says whether its lease goes on and is not put back yet. */
  private boolean delivered(List<Errand> pack, Grant grant) {
    try {
      return deliver(pack, grant);
    } catch (RuntimeException | Error e) {
      for (Errand errand : pack) {
        errand.failed(
            e instanceof FreeworkerException known
                ? known
                : new FreeworkerException(errand.request.task().name() + ": " + e, e));
      }
      sender.free(grant);
      return false;
    }
  }

  private boolean deliver(List<Errand> pack, Grant grant) {
    Errand first = pack.get(0);
    if (pack.size() == 1 && first.alone) {
      alone(first, grant);
      return false;
    }
    List<Packed> tasks = pack.stream().map(errand -> errand.request.task()).toList();
    Request whole = first.request;
    if (pack.size() > 1) {
      pack.forEach(errand -> errand.sent = true);
      List<Request> members = pack.stream().map(errand -> errand.request).toList();
      whole = new Request(tasks.get(0).and(pack.size() - 1), members, stop);
    }
    if (!whole.sent(grant)) {
      // Its errand was told.
      return true;
    }
    Dispatch.Answer answer;
    try {
      answer = sender.together(grant, whole, tasks);
    } catch (TaskCancelled | TaskRefused e) {
      // Of several one was cancelled and did not end, or cannot run there.
      unsent(pack, e);
      return false;
    }
    if (answer instanceof Dispatch.Answered answered) {
      return answered(pack, answered, whole, grant);
    }
    if (answer instanceof Dispatch.Lost) {
      String died = sender.died(grant, whole.task(), pack.size() == 1 ? first.attempt : 0);
      LOG.log(Logger.Level.WARNING, died + " Running it again.");
      for (Errand errand : pack) {
        errand.attempt++;
        errand.lost = grant.worker();
      }
    }
    again(pack, answer instanceof Dispatch.Lost);
    return false;
  }

  private void unsent(List<Errand> pack, FreeworkerException why) {
    if (pack.size() == 1) {
      pack.get(0).failed(why);
    } else {
      again(pack, true);
    }
  }

  private void alone(Errand errand, Grant grant) {
    Request request = errand.request;
    try {
      Object result = sender.run(request, true, errand.attempt, errand.lost, grant);
      errand.done(() -> result);
    } catch (FreeworkerException e) {
      errand.failed(e);
    }
  }

  private boolean answered(
      List<Errand> pack, Dispatch.Answered answered, Request whole, Grant grant) {
    boolean cancelled = pack.size() > 1 && !whole.why().isEmpty();
    boolean mayTakeLong = false;
    List<Errand> left = new ArrayList<>();
    List<Runnable> done = new ArrayList<>();
    for (int i = 0; i < pack.size(); i++) {
      Errand errand = pack.get(i);
      Packed task = errand.request.task();
      Outcome outcome = answered.outcomes().get(i);
      mayTakeLong |= errand.mayTakeLong();
      // What failed because another one was cancelled did not fail by itself.
      if (outcome instanceof Outcome.NotRun || (cancelled && outcome instanceof Outcome.Failed)) {
        left.add(errand);
      } else {
        durations.learn(task.name(), pack.size(), answered.nanos());
        done.add(() -> errand.done(() -> Sender.read(outcome, task, grant, 1)));
      }
    }
    boolean over = answered.over();
    if (!over && mayTakeLong) {
      purse.putBack(grant);
    }
    again(left, cancelled);
    done.forEach(Runnable::run);
    return !over && !mayTakeLong;
  }

  /** Puts errands back to the head of the queue. */
  private void again(List<Errand> errands, boolean alone) {
    lock.lock();
    try {
      for (int i = errands.size() - 1; i >= 0; i--) {
        Errand errand = errands.get(i);
        errand.sent = false;
        errand.alone |= alone;
        queue.addFirst(errand);
      }
      enlist();
    } finally {
      lock.unlock();
    }
  }

  private void fail(FreeworkerException failure) {
    List<Errand> all;
    lock.lock();
    try {
      looking = false;
      all = List.copyOf(queue);
      queue.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(errand -> errand.failed(failure));
  }

  /** Nothing is sent any more; who still waits is told. */
  void close() {
    lock.lock();
    try {
      closed = true;
      queued.signalAll();
    } finally {
      lock.unlock();
    }
    fail(new FreeworkerException(CLOSED));
  }
}

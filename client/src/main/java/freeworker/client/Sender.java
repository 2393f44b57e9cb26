package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.NoFreeWorker;
import freeworker.TaskRefused;
import freeworker.WorkerLost;
import freeworker.wire.Grant;
import freeworker.wire.parcel.Outcome;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Borrows for what is requested, sends it, and knows when to try again. */
final class Sender {
  static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private static final Logger LOG = System.getLogger("freeworker");
  private static final ResultReader READER = new ResultReader();
  private static final int ATTEMPTS = 4;
  private static final int REFUSALS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 100;

  private final Lender lender;
  private final Purse purse;
  private final Dispatch dispatch;

  Sender(Lender lender, Purse purse, Dispatch dispatch) {
    this.lender = lender;
    this.purse = purse;
    this.dispatch = dispatch;
  }

  /**
   * What came of sending a task once.
   *
   * @param answer never {@link Dispatch.Refused}
   */
  record Sent(Grant grant, Dispatch.Answer answer) {}

  /** A lease of a worker that is free just now, unless somebody waits; else null. */
  @Nullable Grant ready() {
    return purse.ready();
  }

  /** A lease of a worker that is free just now, or null. */
  @Nullable Grant found() {
    try {
      return purse.take(false, Duration.ZERO);
    } catch (NoFreeWorker e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Puts a lease back that was not used. */
  void putBack(Grant grant) {
    purse.putBack(grant);
  }

  /**
   * The result of a task.
   *
   * @param again whether it may run again when its worker dies
   */
  @Nullable Object run(Request request, boolean again) {
    return run(request, again, 1, -1, take(request));
  }

  /**
   * The same from a later attempt on.
   *
   * @param first the number of the next attempt, from 1
   * @param before the worker that was lost by the one before, or -1
   * @param with a lease to begin with, which is put back or over afterwards, or null
   */
  @Nullable Object run(
      Request request, boolean again, int first, int before, @Nullable Grant with) {
    int lost = before;
    @Nullable Grant ready = with;
    for (int attempt = first; ; attempt++) {
      Packed task = request.task().attempt(attempt);
      Sent sent = send(request, task, lost, ready);
      Grant grant = sent.grant();
      ready = null;
      if (sent.answer() instanceof Dispatch.Answered answered) {
        return read(answered.outcome(), task, grant, attempt);
      }
      String died = dispatch.died(grant, task, attemptOf(attempt));
      if (!again) {
        throw new WorkerLost(
            grant.worker(), died + " It may have run in part; runOnce does not repeat it.");
      }
      if (attempt == ATTEMPTS) {
        throw new WorkerLost(grant.worker(), died + " Given up.");
      }
      LOG.log(Logger.Level.WARNING, died + " Running it again.");
      lost = grant.worker();
    }
  }

  /**
   * Sends a task once, to the first worker that takes it.
   *
   * @param lost a worker that it should not be sent to while there is another, or -1
   * @param with a lease to begin with, or null
   * @throws freeworker.TaskCancelled when the request was taken back
   */
  Sent send(Request request, Packed task, int lost, @Nullable Grant with) {
    @Nullable Grant ready = with;
    for (int refusals = 1; refusals <= REFUSALS; refusals++) {
      Grant grant = elsewhere(ready == null ? take(request) : ready, lost);
      ready = null;
      if (!request.sent(grant)) {
        purse.putBack(grant);
        throw Dispatch.notBegun(request);
      }
      Dispatch.Answer answer;
      try {
        answer = dispatch.send(grant, false, request, List.of(task));
      } catch (TaskRefused e) {
        lender.free(grant);
        throw e;
      }
      if (answer.over()) {
        purse.over();
      } else {
        purse.putBack(grant);
      }
      if (!(answer instanceof Dispatch.Refused)) {
        return new Sent(grant, answer);
      }
      long pause = Math.min(LONGEST_PAUSE_MILLIS, 1L << Math.min(refusals, 10));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
    }
    throw new FreeworkerException(
        task.name() + " was refused by " + REFUSALS + " workers in a row; none of them ran it.");
  }

  /**
   * Sends several tasks in one call.
   *
   * @throws freeworker.TaskCancelled when they were cancelled and did not end
   * @throws TaskRefused when one of them cannot be read there, or they are too much at once
   */
  Dispatch.Answer together(Grant grant, Request whole, List<Packed> tasks) {
    try {
      Dispatch.Answer answer = dispatch.send(grant, false, whole, tasks);
      if (answer.over()) {
        purse.over();
      }
      return answer;
    } catch (TaskRefused e) {
      lender.free(grant);
      throw e;
    }
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

  /** Gives back a lease of which nobody knows whether it is over. */
  void free(Grant grant) {
    lender.free(grant);
  }

  /**
   * What happened to a worker that is lost, for people; its lease is over.
   *
   * @param attempt which one it was, 0 where several tasks were lost
   */
  String died(Grant grant, Packed task, int attempt) {
    return dispatch.died(grant, task, attempt == 0 ? "" : attemptOf(attempt));
  }

  private static String attemptOf(int attempt) {
    return ", attempt " + attempt + " of " + ATTEMPTS;
  }

  /** What a worker answered, once it is read under the rules. */
  static @Nullable Object read(Outcome outcome, Packed task, Grant grant, int attempt) {
    if (outcome instanceof Outcome.Failed failed) {
      throw READER.failure(failed, task, grant.worker(), attempt);
    }
    if (outcome instanceof Outcome.Done done) {
      return READER.read(done.result(), task, grant.worker(), attempt);
    }
    throw new FreeworkerException(
        "Worker " + grant.worker() + " answered nonsense about " + task.name() + ".");
  }
}

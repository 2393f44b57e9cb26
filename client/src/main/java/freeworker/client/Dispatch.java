package freeworker.client;

import freeworker.TaskCancelled;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Reply;
import java.rmi.ConnectException;
import java.rmi.ConnectIOException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sends tasks to the workers of grants, and says what came of it. */
final class Dispatch implements AutoCloseable {
  private static final int FATES = 3;

  private final Lender lender;
  private final Attendants attendants;
  private final Map<Integer, Reached> reached = new ConcurrentHashMap<>();

  /** A worker process that was reached before. */
  private record Reached(long epoch, Courier courier) {}

  Dispatch(Lender lender) {
    this.lender = lender;
    this.attendants = new Attendants(lender);
  }

  /** What came of sending a task to a worker. */
  sealed interface Answer {
    /** Whether the lease is over. */
    boolean over();
  }

  /**
   * The worker took them.
   *
   * @param outcomes one for each task
   * @param nanos how long the worker was at them
   */
  record Answered(List<Outcome> outcomes, boolean over, long nanos) implements Answer {
    /** That of the first task. */
    Outcome outcome() {
      return outcomes.get(0);
    }
  }

  /** The worker did not take the task, so it can be sent elsewhere without harm. */
  record Refused() implements Answer {
    @Override
    public boolean over() {
      return true;
    }
  }

  /** No answer came, so nobody knows what was run. */
  record Lost() implements Answer {
    @Override
    public boolean over() {
      return true;
    }
  }

  /**
   * Sends the tasks of a request, which knows that already.
   *
   * @throws TaskCancelled when that was cancelled; the lease is over then. Several tasks that came
   *     back nevertheless are answered.
   */
  Answer send(Grant grant, boolean kept, Request request, List<Packed> tasks) {
    var trip = new Trip(grant, kept);
    attendants.begin(grant, request, tasks);
    Answer answer;
    try {
      List<Outcome> outcomes = courier(grant).deliver(tasks, trip);
      answer =
          outcomes.get(0) instanceof Outcome.NotRun
              ? new Refused()
              : new Answered(outcomes, trip.over, trip.nanos);
    } catch (TurnedAway e) {
      answer = new Refused();
    } catch (ConnectException | ConnectIOException e) {
      lender.free(grant);
      answer = new Refused();
    } catch (RemoteException | BadFrame e) {
      // A thread whose call breaks off when it is interrupted was not seen to be.
      request.look();
      answer = new Lost();
    } finally {
      attendants.end(grant);
    }
    if (!request.back()) {
      if (tasks.size() > 1 && answer instanceof Answered answered) {
        lender.free(grant);
        return new Answered(answered.outcomes(), true, answered.nanos());
      }
      throw cancelled(grant, request, answer);
    }
    return answer;
  }

  private TaskCancelled cancelled(Grant grant, Request request, Answer answer) {
    Duration after = request.lasted();
    String how;
    if (answer instanceof Refused) {
      lender.free(grant);
      return notBegun(request);
    }
    if (answer instanceof Lost) {
      lender.cancel(grant);
      Fate fate = lender.fate(grant);
      how =
          fate.dead()
              ? "Its worker ended with it: " + fate.words() + "."
              : "It was told to stop; its worker is lent again when it has.";
    } else {
      lender.free(grant);
      how = "It stopped when it was interrupted.";
    }
    return new TaskCancelled(
        true,
        request.task().name()
            + " was cancelled after "
            + Request.seconds(after)
            + " on worker "
            + grant.worker()
            + " (lease "
            + grant.lease()
            + "): "
            + request.why()
            + ". "
            + how);
  }

  static TaskCancelled notBegun(Request request) {
    return new TaskCancelled(
        false,
        request.task().name()
            + " was cancelled before it began: "
            + request.why()
            + ". Nothing of it ran.");
  }

  /** The way to the worker of a grant, and whether its lease ended on that way. */
  private final class Trip implements Courier.Way<RemoteException> {
    private final Grant grant;
    private final boolean kept;
    private boolean over;
    private long nanos;

    Trip(Grant grant, boolean kept) {
      this.grant = grant;
      this.kept = kept;
    }

    @Override
    public List<Outcome> run(Freight frame) throws RemoteException {
      Reply reply = lender.run(grant, kept, frame);
      over = reply.over();
      nanos = reply.nanos();
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
  String died(Grant grant, Packed task, String attempt) {
    String what = "while running " + task.name() + " (lease " + grant.lease() + attempt + ")";
    Fate fate = lender.fate(grant);
    for (int asked = 1; asked < FATES && !fate.dead(); asked++) {
      // A death that the broker has not heard of yet is not the network's fault.
      fate = lender.fate(grant);
    }
    if (fate.dead()) {
      lender.free(grant);
      return "worker " + grant.worker() + " died " + what + ": " + fate.words() + ".";
    }
    // What still runs there is nobody's any more; the task may be about to run elsewhere.
    lender.cancel(grant);
    return "worker " + grant.worker() + " was out of reach " + what + ": its connection broke.";
  }

  /** Calls this now and then while something runs. */
  void whenLooking(Runnable also) {
    attendants.whenLooking(also);
  }

  /** Ends what runs under a grant, without waiting for that. */
  void stop(Grant grant) {
    attendants.stop(grant);
  }

  /** Takes back whatever runs. */
  @Override
  public void close() {
    attendants.close();
  }
}

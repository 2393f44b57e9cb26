package freeworker.worker;

import freeworker.wire.Order;
import freeworker.wire.Reply;
import freeworker.wire.Report;
import freeworker.wire.Roster;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** A worker: takes turns, runs, reports, and does what the broker orders. */
public final class WorkerServer implements Worker {
  /** Where a worker tells what it sees. */
  public interface Reports {
    void add(Report.Kind kind, long lease, String task, boolean ok);
  }

  /** A task of an older lease did not stop when it was interrupted. */
  static final int STUCK = 71;

  /** The broker ordered to stop at once while a task ran. */
  static final int CLEARED = 72;

  /** The broker did not answer any more. */
  static final int ALONE = 73;

  private static final long ATTENDANCE = TimeUnit.SECONDS.toNanos(5);
  private static final byte[] NOTHING = new byte[0];

  private final TaskRunner runner;
  private final Turn turn;
  private final Dialogue dialogue = new Dialogue();
  private final Reports reports;
  private final boolean ownThreads;
  private final IntConsumer end;

  /**
   * @param grace how long a task of an older lease has to stop when a newer one comes
   * @param ownThreads whether nobody else cares for the interrupts of the threads that bring calls
   * @param end ends the process with an exit code
   */
  public WorkerServer(
      TaskRunner runner, Duration grace, Reports reports, boolean ownThreads, IntConsumer end) {
    this.runner = runner;
    this.turn = new Turn(grace);
    this.reports = reports;
    this.ownThreads = ownThreads;
    this.end = end;
  }

  @Override
  public Reply runCode(long lease, byte[] frame) throws RemoteException {
    try {
      Turn.Entry entry = turn.enter(lease);
      if (entry == Turn.Entry.STALE) {
        return Reply.STALE;
      }
      if (entry == Turn.Entry.STUCK) {
        endSoon(STUCK);
        return Reply.CLOSING;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.CLOSING;
    }
    byte[] outcomes;
    boolean recalled;
    dialogue.begin(lease);
    try {
      outcomes = runner.run(frame, new Watching(lease));
    } finally {
      dialogue.end();
      recalled = turn.leave();
      if (ownThreads) {
        // A task that interrupted itself must not interrupt the next one.
        Thread.interrupted();
      }
      if (recalled) {
        reports.add(Report.Kind.RETURNED, lease, "", true);
      }
    }
    return new Reply(Reply.Kind.ANSWERED, outcomes, recalled);
  }

  @Override
  public byte[] attend(long lease, byte[] supply) throws RemoteException {
    Optional<Supply> brought =
        supply.length == 0 ? Optional.empty() : Optional.of(Supply.decode(supply));
    try {
      return dialogue.next(lease, brought, ATTENDANCE).map(Want::encode).orElse(NOTHING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOTHING;
    }
  }

  /** Does what the broker orders, for ever. */
  void obey(Roster roster, long worker) throws RemoteException {
    while (true) {
      Order order = Answers.to(() -> roster.nextOrder(worker));
      long lease = order.lease();
      switch (order.kind()) {
        case NOTHING -> {}
        case RECALL -> {
          if (turn.recall(lease) == Turn.Answer.DONE) {
            reports.add(Report.Kind.RETURNED, lease, "", true);
          }
        }
        case CLEAR -> {
          if (turn.clear(lease) == Turn.Answer.DONE) {
            reports.add(Report.Kind.CLEARED, lease, "", true);
          } else {
            end.accept(CLEARED);
          }
        }
        case STOP -> end.accept(0);
      }
    }
  }

  /** Ends the process once the answer that is being written has left. */
  private void endSoon(int code) {
    var thread = new Thread(() -> end.accept(code), "end");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Watching implements TaskRunner.Watch {
    private final long lease;

    Watching(long lease) {
      this.lease = lease;
    }

    @Override
    public boolean goesOn() {
      return turn.goesOn();
    }

    @Override
    public void began(String task) {
      reports.add(Report.Kind.BEGAN, lease, task, true);
    }

    @Override
    public Supply lookFor(Hash closure, String path) {
      return dialogue.ask(closure, path);
    }

    @Override
    public void ended(String task, boolean ok) {
      reports.add(Report.Kind.ENDED, lease, task, ok);
    }
  }
}

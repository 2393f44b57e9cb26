package freeworker.worker;

import freeworker.Member;
import freeworker.wire.Order;
import freeworker.wire.Report;
import freeworker.wire.Roster;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Caller;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import freeworker.wire.gang.Roll;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Reply;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import freeworker.worker.gang.Box;
import freeworker.worker.gang.Fellow;
import freeworker.worker.gang.Mail;
import freeworker.worker.gang.Ways;
import java.io.IOException;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker: takes turns, runs, reports, and does what the broker orders. */
public final class WorkerServer implements Worker {
  /** Where a worker tells what it sees. */
  public interface Reports {
    /**
     * @param count how many tasks ended
     * @param failed how many of these failed
     */
    void add(Report.Kind kind, long lease, String task, int count, int failed);

    /** Waits until all of it is told. */
    default void tell() {}
  }

  /** Who may hold a lease. */
  public interface Admission {
    /**
     * @throws SecurityException when the caller is not the one whose lease it is
     */
    void check(long lease, byte[] proof);
  }

  /** Ends the process. */
  public interface Ending {
    /**
     * @param why what people should know, or empty
     */
    void end(int code, String why);
  }

  /** A task of an older lease did not stop when it was interrupted. */
  static final int STUCK = 71;

  /** The broker ordered to stop at once while a task ran. */
  static final int CLEARED = 72;

  /** The broker did not answer any more. */
  static final int ALONE = 73;

  /** A task left threads behind that did not end when they were interrupted. */
  static final int THREADS = 74;

  /** A cancelled task did not stop when it was interrupted. */
  static final int CANCELLED = 75;

  /** A process that a script started did not end when it was killed. */
  static final int OFFSPRING = 76;

  private static final long ATTENDANCE = TimeUnit.SECONDS.toNanos(5);
  private static final long DELIVERY = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] NOTHING = new byte[0];

  private final Admission admission;
  private final TaskRunner runner;
  private final Turn turn;
  private final Dialogue dialogue = new Dialogue();
  private final LeftThreads threads = new LeftThreads();
  private final Mail mail = new Mail();
  private final Supplier<Ways> ways;
  private final Reports reports;
  private final boolean ownThreads;
  private final Ending end;

  /**
   * @param admission asked at each call
   * @param grace how long a task of an older lease has to stop when a newer one comes
   * @param ways how a member of a gang reaches the others
   * @param ownThreads whether nobody else cares for the interrupts of the threads that bring calls
   * @param end ends the process
   */
  public WorkerServer(
      Admission admission,
      TaskRunner runner,
      Duration grace,
      Reports reports,
      Supplier<Ways> ways,
      boolean ownThreads,
      Ending end) {
    this.ways = ways;
    this.admission = admission;
    this.runner = runner;
    this.turn = new Turn(grace);
    this.reports = reports;
    this.ownThreads = ownThreads;
    this.end = end;
  }

  @Override
  public Object runCode(long lease, byte[] proof, boolean kept, long lasts, Object frame) {
    admission.check(lease, proof);
    return run(lease, kept, lasts, Freight.arrived(frame)).encode().travelling();
  }

  /** As {@link #runCode} for one who is in already. */
  public Reply run(long lease, boolean kept, long lasts, Freight frame) {
    try {
      Turn.Entry entry = turn.enter(lease, lasts);
      if (entry == Turn.Entry.STALE) {
        return Reply.STALE;
      }
      if (entry == Turn.Entry.STUCK) {
        return closing(STUCK, "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.CLOSING;
    }
    if (ownThreads && !threads.clearedOf(lease)) {
      turn.leave(false);
      return closing(THREADS, threads.words());
    }
    List<Outcome> outcomes;
    boolean recalled;
    boolean left = false;
    dialogue.begin(lease);
    var watching = new Watching(lease);
    long began = System.nanoTime();
    long nanos;
    try {
      outcomes = runner.run(frame, watching);
      nanos = System.nanoTime() - began;
    } finally {
      dialogue.end();
      watching.close();
      left = ownThreads && threads.leftBy(lease);
      if (left && kept) {
        // Before the answer: once its borrower has that, he may free the worker.
        reports.add(Report.Kind.LEFT, lease, "", 0, 0);
        reports.tell();
      }
      recalled = turn.leave(left && !kept);
      if (ownThreads) {
        // A task that interrupted itself must not interrupt the next one.
        Thread.interrupted();
      }
      if (recalled && left) {
        afterAnswer(() -> tidy(lease));
      } else if (recalled) {
        reports.add(Report.Kind.RETURNED, lease, "", 0, 0);
      }
    }
    return new Reply(Reply.Kind.ANSWERED, recalled, nanos, outcomes);
  }

  /** Gives a lease back when nothing of it runs any more, or ends the process. */
  private void tidy(long lease) {
    if (threads.clearedOf(lease + 1)) {
      reports.add(Report.Kind.RETURNED, lease, "", 0, 0);
    } else {
      end.end(THREADS, threads.words());
    }
  }

  /** Refuses a call because the process ends once that is answered. */
  private Reply closing(int code, String why) {
    afterAnswer(() -> end.end(code, why));
    return Reply.CLOSING;
  }

  private static void afterAnswer(Runnable action) {
    Caller caller = Caller.current();
    if (caller == null) {
      action.run();
    } else {
      caller.afterAnswer(action);
    }
  }

  @Override
  public byte[] attend(long lease, byte[] proof, byte[] supply) throws RemoteException {
    admission.check(lease, proof);
    Optional<Supply> brought =
        supply.length == 0 ? Optional.empty() : Optional.of(Supply.decode(supply));
    try {
      return dialogue.next(lease, brought, ATTENDANCE).map(Want::encode).orElse(NOTHING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOTHING;
    }
  }

  @Override
  public int deliver(long lease, byte[] proof, int from, int mailing, byte[] letter)
      throws RemoteException {
    admission.check(lease, proof);
    try {
      return switch (deliver(lease, from, Mailing.of(mailing), letter)) {
        case TAKEN -> TAKEN;
        case FULL -> FULL;
        case OVER -> OVER;
      };
    } catch (IOException e) {
      throw new ServerException(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FULL;
    }
  }

  /** As {@link #deliver} for one who is in already. */
  public Box.Put deliver(long lease, int from, Mailing mailing, byte[] letter)
      throws InterruptedException {
    Optional<Box> box = turn.isOver(lease) ? Optional.empty() : mail.box(lease);
    return box.isEmpty() ? Box.Put.OVER : box.get().put(from, mailing, letter, DELIVERY);
  }

  @Override
  public byte[] collect(long lease, byte[] proof) throws RemoteException {
    admission.check(lease, proof);
    try {
      return collect(lease).encode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Collected(List.of(), false).encode();
    }
  }

  /** As {@link #collect} for one who is in already. */
  public Collected collect(long lease) throws InterruptedException {
    Optional<Box> box = turn.isOver(lease) ? Optional.empty() : mail.box(lease);
    return box.isEmpty() ? new Collected(List.of(), true) : box.get().collect(ATTENDANCE);
  }

  /** Ends what runs of a lease: by an interrupt, or with this process. */
  public void cancel(long lease) throws InterruptedException {
    if (turn.cancel(lease) == Turn.Answer.RUNNING) {
      end.end(CANCELLED, "");
    } else if (threads.clearedOf(lease + 1)) {
      reports.add(Report.Kind.CLEARED, lease, "", 0, 0);
    } else {
      end.end(THREADS, threads.words());
    }
  }

  /** Gives a lease back at the next task boundary. */
  public void recall(long lease) {
    if (turn.recall(lease) == Turn.Answer.DONE) {
      tidy(lease);
    }
  }

  /** Notes which threads are this worker's own, before the first task. */
  void begin() {
    threads.begin();
  }

  /** What runs the scripts of this worker, in turn with its tasks. */
  ScriptDuty scripts() {
    return new ScriptDuty(turn, reports, end);
  }

  /**
   * Does what the broker orders, for ever.
   *
   * @param come told for whom to dial the broker; must not wait
   * @param job told which lease is a job's; must not wait
   */
  void obey(Roster roster, LongConsumer come, LongConsumer job)
      throws RemoteException, InterruptedException {
    while (true) {
      Order order = Answers.to(roster::nextOrder, Order::decode);
      long lease = order.lease();
      switch (order.kind()) {
        case NOTHING -> {}
        case RECALL -> recall(lease);
        case LAST -> {
          if (turn.last(lease) == Turn.Answer.DONE) {
            tidy(lease);
          }
        }
        case CLEAR -> {
          if (turn.clear(lease) == Turn.Answer.DONE && threads.clearedOf(lease + 1)) {
            reports.add(Report.Kind.CLEARED, lease, "", 0, 0);
          } else {
            end.end(CLEARED, threads.words());
          }
        }
        case CANCEL -> cancel(lease);
        case COME -> come.accept(lease);
        case JOB -> job.accept(lease);
        case STOP -> end.end(0, "");
      }
    }
  }

  private final class Watching implements TaskRunner.Watch {
    private final long lease;
    private @Nullable Ways enlisted;

    Watching(long lease) {
      this.lease = lease;
    }

    @Override
    public boolean goesOn() {
      return turn.goesOn();
    }

    @Override
    public void began(String task) {
      reports.add(Report.Kind.BEGAN, lease, task, 0, 0);
    }

    @Override
    public Member member(byte[] roll) throws IOException {
      Box box = mail.box(lease).orElseThrow(() -> new IOException("its lease is over"));
      Ways its = ways.get();
      enlisted = its;
      return new Fellow(Roll.decode(roll), box, its);
    }

    /** The run is over, and with it its member. */
    void close() {
      Ways its = enlisted;
      if (its != null) {
        mail.end(lease);
        its.close();
      }
    }

    @Override
    public Supply lookFor(Hash closure, String path) {
      return dialogue.ask(closure, path);
    }

    @Override
    public void ended(String task, int count, int failed) {
      reports.add(Report.Kind.ENDED, lease, task, count, failed);
    }
  }
}

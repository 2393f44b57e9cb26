package freeworker.worker;

import freeworker.wire.Report;
import freeworker.wire.Roster;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.job.Ending;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import freeworker.worker.script.ScriptRun;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/*
 * One thread runs all scripts; it is there before the first task, and so is none that a task left.
 * Whoever ends the process sets over and then looks at running; the thread sets running and then
 * looks at over, so one of them ends a run that begins meanwhile.
 */
/** Runs the scripts of jobs in turn with the tasks of this worker, each while its lease lasts. */
final class ScriptDuty {
  private static final Ending NEVER_BEGAN = new Ending(Ending.How.STOPPED, 0, "");

  private final Turn turn;
  private final WorkerServer.Reports reports;
  private final WorkerServer.Ending end;
  private final BlockingQueue<Long> leases = new LinkedBlockingQueue<>();
  private volatile @Nullable ScriptRun running;
  private volatile boolean over;

  ScriptDuty(Turn turn, WorkerServer.Reports reports, WorkerServer.Ending end) {
    this.turn = turn;
    this.reports = reports;
    this.end = end;
  }

  /** Takes on the job of a lease. */
  void add(long lease) {
    leases.add(lease);
  }

  /**
   * Runs them, for ever.
   *
   * @param scratch where each has its folder
   */
  void work(Roster roster, Path scratch) throws RemoteException, InterruptedException {
    while (true) {
      serve(leases.take(), roster, scratch);
    }
  }

  private void serve(long lease, Roster roster, Path scratch)
      throws RemoteException, InterruptedException {
    Turn.Entry entry = turn.enter(lease, Worker.NO_END);
    if (entry == Turn.Entry.STUCK) {
      end.end(WorkerServer.STUCK, "");
    } else if (entry == Turn.Entry.STALE) {
      // Cancelled on its way here: whoever ordered it waits to hear that it does not run.
      roster.scriptEnded(lease, NEVER_BEGAN.encode());
    } else if (entry == Turn.Entry.GO) {
      try {
        run(lease, roster, scratch);
      } finally {
        // A lease is for one script; that this has ended gives it back.
        turn.leave(true);
      }
    }
  }

  private void run(long lease, Roster roster, Path scratch) throws RemoteException {
    Optional<Script> found =
        Answers.to(
            () -> roster.script(lease),
            bytes -> bytes.length == 0 ? Optional.empty() : Optional.of(Script.decode(bytes)));
    if (found.isEmpty()) {
      return;
    }
    Script script = found.get();
    reports.add(Report.Kind.BEGAN, lease, script.name(), 0, 0);
    Ending ending;
    try {
      ending = ending(new ScriptRun(script, scratch, new Link(roster, lease)));
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      end.end(WorkerServer.OFFSPRING, "lease " + lease + ": " + e.getMessage());
      return;
    }
    // The interrupt was for the script; what is said of it now is for the broker.
    Thread.interrupted();
    boolean well = ending.how() == Ending.How.EXITED && ending.code() == 0;
    reports.add(Report.Kind.ENDED, lease, script.name(), 1, well ? 0 : 1);
    reports.tell();
    roster.scriptEnded(lease, ending.encode());
  }

  private Ending ending(ScriptRun run) throws IOException {
    running = run;
    try {
      if (over) {
        run.kill();
      }
      return run.run();
    } finally {
      running = null;
    }
  }

  /** Ends what runs, and all that it started, since this process is to end. */
  void kill() {
    over = true;
    ScriptRun run = running;
    if (run != null) {
      run.kill();
    }
  }

  /** The broker as the script of one lease sees it. */
  private static final class Link implements ScriptRun.Broker {
    private final Roster roster;
    private final long lease;

    Link(Roster roster, long lease) {
      this.roster = roster;
      this.lease = lease;
    }

    @Override
    public byte[] piece(Hash content, long offset) throws IOException {
      return Answers.to(() -> roster.piece(lease, content.bytes(), offset));
    }

    @Override
    public void wrote(int stream, long offset, byte[] bytes) throws IOException {
      roster.wrote(lease, stream, offset, bytes);
    }
  }
}

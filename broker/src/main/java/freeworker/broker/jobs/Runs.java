package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.ledger.Lease;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.job.Ending;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/*
 * Guarded by this: running and the stages of what is in it, unrecorded, stopping. Not held while the desk
 * or the store is asked. Who tells of a death does not wait for the disk; the end of what was lost is
 * written by whoever tidies.
 */
/** The attempts that are on: what their workers ask and tell, and how they end. */
public final class Runs {
  private static final String LOST = "lost";
  private static final String STOPPED = word(Ending.How.STOPPED);

  private final JobStore store;
  private final LendingDesk desk;
  private final Calendar calendar;
  private final News news;
  private final BiConsumer<String, JobId> again;
  private final Map<Long, Run> running = new HashMap<>();
  private final Deque<Over> unrecorded = new ArrayDeque<>();
  private boolean stopping;

  /** An attempt that is over, and what becomes of its job. */
  private record Over(Run run, String how, int code, String why, JobState next, long at) {}

  /**
   * @param again told whose job waits once more
   */
  Runs(
      JobStore store,
      LendingDesk desk,
      Calendar calendar,
      News news,
      BiConsumer<String, JobId> again) {
    this.store = store;
    this.desk = desk;
    this.calendar = calendar;
    this.news = news;
    this.again = again;
  }

  /** Notes that a job begins under a lease; nothing when it is not wanted any more. */
  Optional<Run> begin(JobId id, long session, Lease lease) throws IOException {
    Optional<Submission> job = store.submission(id.number());
    if (job.isEmpty()) {
      return Optional.empty();
    }
    int attempt = store.standing(id).map(Standing::attempts).orElse(0) + 1;
    var run = new Run(id, job.get(), attempt, session, lease);
    synchronized (this) {
      running.put(lease.number(), run);
    }
    boolean begun = false;
    try {
      begun = store.begin(id, attempt, lease.worker().number(), calendar.now());
    } finally {
      if (!begun) {
        synchronized (this) {
          running.remove(lease.number());
        }
      }
    }
    return begun ? Optional.of(run) : Optional.empty();
  }

  /** Whether a run that has begun is still wanted, so that its worker is to be told. */
  synchronized boolean goesOn(Run run) {
    run.stage = Run.Stage.ON;
    return !run.cancelled;
  }

  /**
   * What a worker is to run under a lease.
   *
   * @return nothing when it is to run nothing
   */
  public Optional<Script> script(WorkerId worker, long lease) {
    return run(worker, lease)
        .map(
            run -> {
              Script script = run.job.script();
              return run.id.element() == JobId.ALONE ? script : script.as(run.id.element());
            });
  }

  /** A piece of a file of that; empty when it is to run nothing any more. */
  public byte[] piece(WorkerId worker, long lease, Hash content, long offset) throws IOException {
    Optional<Run> run = run(worker, lease);
    boolean its =
        run.isPresent()
            && run.get().job.script().files().stream()
                .anyMatch(file -> file.content().equals(content));
    return its ? store.piece(content, offset, Script.PIECE) : new byte[0];
  }

  /** What it writes; the script waits while the disk takes nothing. */
  public void wrote(WorkerId worker, long lease, int stream, long offset, byte[] bytes)
      throws InterruptedException {
    for (Optional<Run> run = run(worker, lease); run.isPresent(); run = run(worker, lease)) {
      Run on = run.get();
      try {
        store.wrote(on.id, on.attempt, stream, offset, bytes);
        news.stir();
        return;
      } catch (IOException e) {
        news.pause("the output of job " + on.id + " waits: " + e.getMessage());
      }
    }
  }

  private synchronized Optional<Run> run(WorkerId worker, long lease) {
    return Optional.ofNullable(running.get(lease)).filter(run -> run.lease.worker().equals(worker));
  }

  /** It has ended, and nothing of it runs any more. */
  public void ended(WorkerId worker, long lease, Ending ending) {
    Optional<Run> ended = run(worker, lease).filter(this::closes);
    if (ended.isEmpty()) {
      return;
    }
    Run run = ended.get();
    int failed = 1 + count(run, one -> !one.how().equals(LOST) && !one.how().equals(STOPPED));
    record(
        new Over(
            run,
            word(ending.how()),
            ending.code(),
            ending.why(),
            JobRules.after(ending, run.job, failed, cancelled(run)),
            calendar.now()));
    desk.free(run.session, lease);
  }

  private static String word(Ending.How how) {
    return how.name().toLowerCase(Locale.ROOT);
  }

  /** Ends a run for everybody but the disk; false when somebody did so before. */
  private synchronized boolean closes(Run run) {
    boolean on = run.stage != Run.Stage.OVER;
    run.stage = Run.Stage.OVER;
    return on;
  }

  private synchronized boolean cancelled(Run run) {
    return run.cancelled;
  }

  private interface Kind {
    boolean is(Attempt attempt);
  }

  /** How many earlier attempts ended in this way; none when that cannot be read. */
  private int count(Run run, Kind kind) {
    if (run.attempt == 1) {
      return 0;
    }
    try {
      int count = 0;
      for (Attempt attempt : store.attempts(run.id)) {
        count += attempt.number() < run.attempt && kind.is(attempt) ? 1 : 0;
      }
      return count;
    } catch (IOException e) {
      return 0;
    }
  }

  /** A worker process has ended, and what it ran is lost. */
  public void died(WorkerId worker, String how) {
    List<Run> gone;
    synchronized (this) {
      gone = running.values().stream().filter(run -> run.lease.worker().equals(worker)).toList();
    }
    gone.forEach(run -> lost(run, "worker " + worker.number() + " died: " + how));
  }

  /** Its worker was not told of it: it is not wanted any more, or that has just died. */
  void notBegun(Run run) {
    if (closes(run)) {
      boolean unwanted = cancelled(run);
      unrecorded(
          run, unwanted ? "" : JobRules.NOT_BEGUN, unwanted ? JobState.CANCELLED : JobState.QUEUED);
    }
  }

  private void lost(Run run, String why) {
    if (!closes(run)) {
      return;
    }
    boolean ours = isStopping();
    int lost =
        (ours ? 0 : 1) + count(run, one -> one.how().equals(LOST) && JobRules.isDeath(one.why()));
    boolean unwanted = cancelled(run);
    unrecorded(
        run,
        unwanted ? "" : ours ? StoreJobs.BROKER_ENDED : why,
        JobRules.afterLoss(run.job, lost, unwanted));
  }

  private void unrecorded(Run run, String why, JobState next) {
    var over = new Over(run, LOST, 0, why, next, calendar.now());
    synchronized (this) {
      unrecorded.add(over);
      notifyAll();
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  /** Writes down how an attempt ended; what the disk does not take is written when it does. */
  private void record(Over over) {
    try {
      write(over);
    } catch (IOException e) {
      news.say("the end of job " + over.run().id + " waits: " + e.getMessage());
      synchronized (this) {
        unrecorded.add(over);
      }
    }
    news.stir();
  }

  private void write(Over over) throws IOException {
    Run run = over.run();
    boolean written =
        store.end(run.id, run.attempt, over.how(), over.code(), over.why(), over.next(), over.at());
    synchronized (this) {
      running.remove(run.lease.number());
    }
    if (!written || over.next() != JobState.QUEUED) {
      return;
    }
    if (cancelled(run)) {
      // That came while its end was written.
      store.finish(run.id, JobState.QUEUED, JobState.CANCELLED, "", over.at());
    } else {
      again.accept(run.job.owner(), run.id);
    }
  }

  /** Waits for so long for something to write down, and writes it. */
  void tidy(long nanos) throws InterruptedException {
    List<Over> late;
    synchronized (this) {
      long deadline = System.nanoTime() + nanos;
      for (long left = nanos; left > 0 && unrecorded.isEmpty() && !stopping; ) {
        wait(1 + left / 1_000_000);
        left = deadline - System.nanoTime();
      }
      late = List.copyOf(unrecorded);
      unrecorded.clear();
    }
    late.forEach(this::record);
  }

  /** Cancels a job that runs, or is about to; false when it does not. */
  boolean cancel(JobId id) {
    List<Run> found;
    synchronized (this) {
      found = running.values().stream().filter(run -> run.id.equals(id)).toList();
      found.forEach(run -> run.cancelled = true);
    }
    for (Run run : found) {
      if (isOn(run)) {
        desk.cancel(run.session, run.lease.number());
      }
    }
    return !found.isEmpty();
  }

  private synchronized boolean isOn(Run run) {
    return run.stage == Run.Stage.ON;
  }

  /** Which jobs of a submission run. */
  synchronized List<JobId> of(long number) {
    return running.values().stream()
        .map(run -> run.id)
        .filter(id -> id.number() == number)
        .toList();
  }

  /** Which jobs of an owner run that nobody has cancelled. */
  synchronized List<JobId> wantedOf(String owner) {
    return running.values().stream()
        .filter(run -> run.job.owner().equals(owner) && !run.cancelled)
        .map(run -> run.id)
        .toList();
  }

  /** Whose jobs run. */
  synchronized Set<String> owners() {
    return running.values().stream().map(run -> run.job.owner()).collect(Collectors.toSet());
  }

  /** From now on an end is that of the broker. */
  synchronized void stop() {
    stopping = true;
    notifyAll();
  }
}

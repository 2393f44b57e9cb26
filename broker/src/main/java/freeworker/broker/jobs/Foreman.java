package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.ledger.Lease;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.TooManyWaiters;
import freeworker.ledger.UnknownSession;
import freeworker.ledger.WorkerId;
import freeworker.wire.job.Ending;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: docket, running, sessions, serving, unrecorded, stopping, news, said. Not held while the desk or
 * the store is asked. A thread for each owner of whom something waits or runs borrows for him; it ends
 * when nothing did for a while, and so does his session.
 */
/**
 * Borrows workers for jobs, under the key of whose job is next, and tells them what to run. A job
 * waits in the ledger's line like everybody who borrows, one of an owner at a time: so whoever else
 * borrows has one job of each owner before him at most.
 */
public final class Foreman implements JobStore.Waiters {
  /** What the broker does for it. */
  public interface Crew {
    /** Tells a worker to ask for the job of a lease; false when it is not there any more. */
    boolean order(WorkerId worker, long lease);

    /** Whether an owner's key is still valid. */
    boolean knows(String owner);

    /** Begins the session of an owner's jobs. */
    long enter(String owner) throws IOException;

    /** Ends it. */
    void leave(long session);
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final JobStore store;
  private final LendingDesk desk;
  private final Crew crew;
  private final Calendar calendar;
  private final Consumer<String> notices;
  private final Docket docket = new Docket();
  private final Map<Long, Run> running = new HashMap<>();
  private final Map<String, Long> sessions = new HashMap<>();
  private final Set<String> serving = new HashSet<>();
  private final Deque<Over> unrecorded = new ArrayDeque<>();
  private boolean stopping;

  /** How often something happened to a job. */
  private long news;

  /** What people were told last of a disk that takes nothing. */
  private String said = "";

  /** An attempt that is over, and what becomes of its job. */
  private record Over(Run run, String how, int code, String why, JobState next, long at) {}

  Foreman(
      JobStore store, LendingDesk desk, Crew crew, Calendar calendar, Consumer<String> notices) {
    this.store = store;
    this.desk = desk;
    this.crew = crew;
    this.calendar = calendar;
    this.notices = notices;
  }

  /** A submission waits that is on disk. */
  void submitted(Submission job) {
    synchronized (this) {
      docket.add(job.owner(), job.number(), job.first(), job.last());
    }
    serve(job.owner());
  }

  private @Nullable Waiting found;

  @Override
  public void submission(Waiting waiting) {
    found = waiting;
    if (waiting.fresh() > 0) {
      synchronized (this) {
        docket.add(waiting.owner(), waiting.number(), waiting.next(), waiting.last());
      }
    }
  }

  @Override
  public synchronized void again(JobId id, int attempts) {
    docket.again(Objects.requireNonNull(found, "of a submission").owner(), id);
  }

  /** A job waits once more. */
  void again(String owner, JobId id) {
    synchronized (this) {
      docket.again(owner, id);
    }
    serve(owner);
  }

  /** Begins to serve all that were found. */
  void begin() {
    Set<String> owners;
    synchronized (this) {
      owners = docket.owners();
    }
    owners.forEach(this::serve);
  }

  /** How many jobs wait. */
  public synchronized long waiting() {
    return docket.waiting();
  }

  private synchronized void serve(String owner) {
    notifyAll();
    if (!stopping && serving.add(owner)) {
      var thread = new Thread(() -> borrow(owner), "jobs of " + owner);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void borrow(String owner) {
    try {
      while (awaitWork(owner)) {
        try {
          long session = session(owner);
          Optional<Lease> lease = desk.find(session, PATIENCE, 1, true, () -> wanted(owner));
          if (lease.isPresent()) {
            lend(owner, session, lease.get());
          }
        } catch (UnknownSession e) {
          forget(owner);
        } catch (TooManyWaiters | IOException e) {
          pause("jobs of " + owner + " wait: " + e.getMessage());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      notices.accept("jobs of " + owner + " wait until the next one comes: " + e);
      synchronized (this) {
        serving.remove(owner);
      }
    }
  }

  /** Ends sessions in which nobody borrows and nothing runs. */
  private void leaveIdle() {
    List<Long> idle = new ArrayList<>();
    synchronized (this) {
      for (String owner : Set.copyOf(sessions.keySet())) {
        if (!serving.contains(owner) && !runs(owner)) {
          idle.add(Objects.requireNonNull(sessions.remove(owner)));
        }
      }
    }
    idle.forEach(crew::leave);
  }

  /** Cancels the jobs of owners whose key was revoked. */
  private void endRevoked() {
    Set<String> owners;
    synchronized (this) {
      owners = new HashSet<>(docket.owners());
      running.values().forEach(run -> owners.add(run.job.owner()));
    }
    for (String owner : owners) {
      if (!crew.knows(owner)) {
        endAll(owner);
      }
    }
  }

  private void endAll(String owner) {
    Set<Long> numbers = new HashSet<>();
    List<JobId> on = new ArrayList<>();
    synchronized (this) {
      for (Optional<JobId> next = docket.next(owner); next.isPresent(); next = docket.next(owner)) {
        numbers.add(next.get().number());
        docket.remove(owner, next.get().number());
      }
      for (Run run : running.values()) {
        if (run.job.owner().equals(owner) && !run.cancelled) {
          on.add(run.id);
        }
      }
    }
    on.forEach(this::cancel);
    for (long number : numbers) {
      try {
        store.cancelWaiting(number, calendar.now());
      } catch (IOException e) {
        notices.accept(
            "jobs of " + owner + ", whose key is revoked, still wait: " + e.getMessage());
      }
    }
  }

  /** Waits until something of an owner waits; false when this thread is needed no more. */
  private synchronized boolean awaitWork(String owner) throws InterruptedException {
    long deadline = System.nanoTime() + IDLE.toNanos();
    while (!stopping && docket.waiting(owner) == 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0 && !runs(owner)) {
        serving.remove(owner);
        return false;
      }
      wait(Math.max(1, (left <= 0 ? IDLE.toNanos() : left) / 1_000_000));
    }
    return !stopping;
  }

  private boolean runs(String owner) {
    return running.values().stream().anyMatch(run -> run.job.owner().equals(owner));
  }

  private synchronized boolean wanted(String owner) {
    return !stopping && docket.waiting(owner) > 0;
  }

  private long session(String owner) throws IOException {
    synchronized (this) {
      Long known = sessions.get(owner);
      if (known != null) {
        return known;
      }
    }
    long session = crew.enter(owner);
    synchronized (this) {
      sessions.put(owner, session);
    }
    return session;
  }

  private synchronized void forget(String owner) {
    sessions.remove(owner);
  }

  private synchronized void pause(String words) throws InterruptedException {
    if (!words.equals(said)) {
      notices.accept(words);
      said = words;
    }
    rest(PAUSE.toNanos(), () -> stopping);
  }

  /** Gives the worker of a lease to the next job that is still wanted. */
  private void lend(String owner, long session, Lease lease) throws IOException {
    @Nullable JobId taken = null;
    try {
      for (JobId id = take(owner); id != null; id = take(owner)) {
        taken = id;
        Optional<Run> run = begin(id, session, lease);
        taken = null;
        if (run.isPresent()) {
          give(run.get());
          return;
        }
      }
      desk.free(session, lease.number());
    } catch (IOException e) {
      desk.free(session, lease.number());
      if (taken != null) {
        again(owner, taken);
      }
      throw e;
    }
  }

  private synchronized @Nullable JobId take(String owner) {
    return stopping ? null : docket.next(owner).orElse(null);
  }

  /** Notes that a job begins; nothing when it is not wanted any more. */
  private Optional<Run> begin(JobId id, long session, Lease lease) throws IOException {
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

  private void give(Run run) {
    boolean wanted;
    synchronized (this) {
      run.stage = Run.Stage.ON;
      wanted = !run.cancelled;
    }
    if (!wanted || !crew.order(run.lease.worker(), run.lease.number())) {
      lost(run, "it ended before it began");
      desk.free(run.session, run.lease.number());
    }
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
        stir();
        return;
      } catch (IOException e) {
        pause("the output of job " + on.id + " waits: " + e.getMessage());
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
    int failed = 1 + count(run, one -> !one.how().equals(LOST) && !one.how().equals("stopped"));
    record(
        new Over(
            run,
            ending.how().name().toLowerCase(Locale.ROOT),
            ending.code(),
            ending.why(),
            JobRules.after(ending, run.job, failed, cancelled(run)),
            calendar.now()));
    desk.free(run.session, lease);
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

  private static final String LOST = "lost";

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

  private void lost(Run run, String why) {
    if (!closes(run)) {
      return;
    }
    // What its broker ended says nothing about the job.
    boolean ours = isStopping();
    int lost =
        (ours ? 0 : 1)
            + count(
                run, one -> one.how().equals(LOST) && !one.why().equals(StoreJobs.BROKER_ENDED));
    boolean unwanted = cancelled(run);
    record(
        new Over(
            run,
            LOST,
            0,
            unwanted ? "" : ours ? StoreJobs.BROKER_ENDED : why,
            JobRules.afterLoss(run.job, lost, unwanted),
            calendar.now()));
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  /** Writes down how an attempt ended; what the disk does not take is written when it does. */
  private void record(Over over) {
    try {
      write(over);
    } catch (IOException e) {
      notices.accept("the end of job " + over.run().id + " waits: " + e.getMessage());
      synchronized (this) {
        unrecorded.add(over);
      }
    }
    stir();
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
      again(run.job.owner(), run.id);
    }
  }

  /** Cancels a job that runs, or is about to; false when it does not. */
  boolean cancel(JobId id) {
    List<Run> found;
    synchronized (this) {
      found = running.values().stream().filter(run -> run.id.equals(id)).toList();
      found.forEach(run -> run.cancelled = true);
    }
    for (Run run : found) {
      if (on(run)) {
        desk.cancel(run.session, run.lease.number());
      }
    }
    return !found.isEmpty();
  }

  private synchronized boolean on(Run run) {
    return run.stage == Run.Stage.ON;
  }

  /** Which jobs of a submission run. */
  synchronized List<JobId> running(long number) {
    return running.values().stream()
        .map(run -> run.id)
        .filter(id -> id.number() == number)
        .toList();
  }

  /** What of a submission has not begun waits no more. */
  synchronized void withdraw(String owner, long number) {
    docket.remove(owner, number);
  }

  /** How often something has happened to a job. */
  synchronized long news() {
    return news;
  }

  /** Waits until more has happened than was seen, but not for long. */
  synchronized void awaitNews(long seen, long nanos) throws InterruptedException {
    rest(Math.min(nanos, PAUSE.toNanos()), () -> news != seen || stopping);
  }

  /** Waits for so long, or until that is so. */
  private synchronized void rest(long nanos, BooleanSupplier enough) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos;
        left > 0 && !enough.getAsBoolean();
        left = deadline - System.nanoTime()) {
      wait(1 + left / 1_000_000);
    }
  }

  private synchronized void stir() {
    said = "";
    news++;
    notifyAll();
  }

  /** Keeps sessions alive, and writes what could not be written. */
  public void tick() {
    endRevoked();
    leaveIdle();
    List<Long> alive;
    List<Over> late;
    synchronized (this) {
      alive = new ArrayList<>(sessions.values());
      late = List.copyOf(unrecorded);
      unrecorded.clear();
    }
    for (long session : alive) {
      try {
        desk.renew(session);
      } catch (UnknownSession e) {
        // Who borrows in it finds that out.
      }
    }
    late.forEach(this::record);
  }

  /** Begins nothing any more. */
  public synchronized void stop() {
    stopping = true;
    notifyAll();
  }
}

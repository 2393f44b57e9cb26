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

  /** An attempt that is on. */
  private static final class Run {
    private final JobId id;
    private final Submission job;
    private final int attempt;
    private final long session;
    private final Lease lease;
    private boolean cancelled;

    private Run(JobId id, Submission job, int attempt, long session, Lease lease) {
      this.id = id;
      this.job = job;
      this.attempt = attempt;
      this.session = session;
      this.lease = lease;
    }
  }

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
    }
  }

  /** Waits until something of an owner waits; false when this thread is needed no more. */
  private synchronized boolean awaitWork(String owner) throws InterruptedException {
    long deadline = System.nanoTime() + IDLE.toNanos();
    while (!stopping && docket.waiting(owner) == 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0 && !runs(owner)) {
        serving.remove(owner);
        Long session = sessions.remove(owner);
        if (session != null) {
          crew.leave(session);
        }
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
    if (!store.begin(id, attempt, lease.worker().number(), calendar.now())) {
      return Optional.empty();
    }
    var run = new Run(id, job.get(), attempt, session, lease);
    synchronized (this) {
      running.put(lease.number(), run);
    }
    return Optional.of(run);
  }

  private void give(Run run) {
    if (!crew.order(run.lease.worker(), run.lease.number())) {
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
    Optional<Run> ended = run(worker, lease);
    if (ended.isEmpty()) {
      return;
    }
    Run run = ended.get();
    boolean cancelled;
    synchronized (this) {
      running.remove(lease);
      cancelled = run.cancelled;
    }
    int failed = 1 + count(run, how -> !how.equals(LOST) && !how.equals("stopped"));
    record(
        new Over(
            run,
            ending.how().name().toLowerCase(Locale.ROOT),
            ending.code(),
            ending.why(),
            JobRules.after(ending, run.job, failed, cancelled),
            calendar.now()));
    desk.free(run.session, lease);
  }

  private static final String LOST = "lost";

  private interface Kind {
    boolean is(String how);
  }

  /** How many earlier attempts ended in this way; none when that cannot be read. */
  private int count(Run run, Kind kind) {
    if (run.attempt == 1) {
      return 0;
    }
    try {
      int count = 0;
      for (Attempt attempt : store.attempts(run.id)) {
        count += attempt.number() < run.attempt && kind.is(attempt.how()) ? 1 : 0;
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
    boolean cancelled;
    synchronized (this) {
      if (running.remove(run.lease.number()) == null) {
        return;
      }
      cancelled = run.cancelled;
    }
    int lost = 1 + count(run, LOST::equals);
    record(
        new Over(
            run,
            LOST,
            0,
            cancelled ? "" : why,
            JobRules.afterLoss(run.job, lost, cancelled),
            calendar.now()));
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
    if (written && over.next() == JobState.QUEUED) {
      again(run.job.owner(), run.id);
    }
  }

  /** Cancels a job that runs; false when it does not. */
  boolean cancel(JobId id) {
    Run found = null;
    synchronized (this) {
      for (Run run : running.values()) {
        if (run.id.equals(id)) {
          run.cancelled = true;
          found = run;
        }
      }
    }
    if (found == null) {
      return false;
    }
    desk.cancel(found.session, found.lease.number());
    return true;
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

  /** Waits until something happened to any job, but not for long. */
  synchronized void awaitNews(long nanos) throws InterruptedException {
    long seen = news;
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

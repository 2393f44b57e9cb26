package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.ledger.Lease;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.TooManyWaiters;
import freeworker.ledger.UnknownSession;
import freeworker.ledger.WorkerId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: docket, sessions, serving, stopping. Not held while the desk or the store is asked.
 * A thread for each owner of whom something waits borrows for him; it ends when nothing did for a while,
 * and his session when nothing runs either.
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
  private static final Duration TIDYING = Duration.ofMillis(500);

  private final JobStore store;
  private final LendingDesk desk;
  private final Crew crew;
  private final Calendar calendar;
  private final Consumer<String> notices;
  private final News news;
  private final Runs runs;
  private final Docket docket = new Docket();
  private final Map<String, Long> sessions = new HashMap<>();
  private final Set<String> serving = new HashSet<>();
  private boolean stopping;

  Foreman(
      JobStore store, LendingDesk desk, Crew crew, Calendar calendar, Consumer<String> notices) {
    this.store = store;
    this.desk = desk;
    this.crew = crew;
    this.calendar = calendar;
    this.notices = notices;
    this.news = new News(notices);
    this.runs = new Runs(store, desk, calendar, news, this::again);
  }

  /** The attempts that are on. */
  public Runs runs() {
    return runs;
  }

  /** That something happened. */
  News news() {
    return news;
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
          news.pause("jobs of " + owner + " wait: " + e.getMessage());
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
    Set<String> busy = runs.owners();
    List<Long> idle = new ArrayList<>();
    synchronized (this) {
      for (String owner : Set.copyOf(sessions.keySet())) {
        if (!serving.contains(owner) && !busy.contains(owner)) {
          idle.add(Objects.requireNonNull(sessions.remove(owner)));
        }
      }
    }
    idle.forEach(crew::leave);
  }

  /** Cancels the jobs of owners whose key was revoked. */
  private void endRevoked() {
    Set<String> owners = new HashSet<>(runs.owners());
    synchronized (this) {
      owners.addAll(docket.owners());
    }
    for (String owner : owners) {
      if (!crew.knows(owner)) {
        endAll(owner);
      }
    }
  }

  private void endAll(String owner) {
    Set<Long> numbers = new HashSet<>();
    synchronized (this) {
      for (Optional<JobId> next = docket.next(owner); next.isPresent(); next = docket.next(owner)) {
        numbers.add(next.get().number());
        docket.remove(owner, next.get().number());
      }
    }
    runs.wantedOf(owner).forEach(runs::cancel);
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
      if (left <= 0) {
        serving.remove(owner);
        return false;
      }
      wait(1 + left / 1_000_000);
    }
    return !stopping;
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

  /** Gives the worker of a lease to the next job that is still wanted. */
  private void lend(String owner, long session, Lease lease) throws IOException {
    @Nullable JobId taken = null;
    try {
      for (JobId id = take(owner); id != null; id = take(owner)) {
        taken = id;
        Optional<Run> run = runs.begin(id, session, lease);
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

  private void give(Run run) {
    if (!runs.goesOn(run) || !crew.order(run.lease.worker(), run.lease.number())) {
      runs.notBegun(run);
      desk.free(run.session, run.lease.number());
    }
  }

  /** What of a submission has not begun waits no more. */
  synchronized void withdraw(String owner, long number) {
    docket.remove(owner, number);
  }

  /** Keeps the sessions of jobs alive. */
  public void renew() {
    List<Long> alive;
    synchronized (this) {
      alive = List.copyOf(sessions.values());
    }
    for (long session : alive) {
      try {
        desk.renew(session);
      } catch (UnknownSession e) {
        // Who borrows in it finds that out.
      }
    }
  }

  /** For a thread that nobody waits for: ends what is to end, until it is stopped. */
  void tidy() throws InterruptedException {
    while (!isStopping()) {
      runs.tidy(TIDYING.toNanos());
      endRevoked();
      leaveIdle();
    }
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  /** Begins nothing any more. */
  public void stop() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    runs.stop();
    news.end();
  }

  /** Writes down what ended last. */
  void finish() throws InterruptedException {
    runs.tidy(0);
  }
}

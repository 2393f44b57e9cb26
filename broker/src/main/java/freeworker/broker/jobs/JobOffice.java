package freeworker.broker.jobs;

import freeworker.ledger.LendingDesk;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: closed, and who writes open. The store is opened by whoever first needs it; a broker whose jobs
 * nobody ever used loads nothing of it.
 */
/** Where a broker keeps its jobs; there is nothing behind it until the first job comes. */
public final class JobOffice implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMinutes(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Supplier<Path> folder;
  private final LendingDesk desk;
  private final Foreman.Crew crew;
  private final Calendar calendar;
  private final Consumer<String> notices;
  private final Allowance allowance;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Open open;
  private boolean closed;

  /** What people were told last of a store that does not open; of the thread that resumes. */
  private String said = "";

  /** The store, and who gives its jobs to workers. */
  record Open(JobStore store, Foreman foreman) {}

  /**
   * @param folder where to keep them
   * @param allowance how much of them, and how long
   * @param notices gets each line that a person should read
   */
  public JobOffice(
      Supplier<Path> folder,
      LendingDesk desk,
      Foreman.Crew crew,
      Allowance allowance,
      Consumer<String> notices) {
    this.allowance = allowance;
    this.folder = folder;
    this.desk = desk;
    this.crew = crew;
    this.calendar = Calendar.ofThisMachine();
    this.notices = notices;
  }

  Calendar calendar() {
    return calendar;
  }

  /** Goes on with the jobs of the broker that was here before, if it had any. */
  public void resume() {
    if (!Files.exists(file())) {
      return;
    }
    start(
        "jobs-resume",
        () -> {
          while (!opened() && !closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            // As when its disk was full.
          }
        });
  }

  private boolean opened() {
    try {
      open();
      said = "";
      return true;
    } catch (IOException e) {
      String words = "jobs wait: " + e.getMessage();
      if (!words.equals(said)) {
        notices.accept(words);
        said = words;
      }
      return false;
    }
  }

  private Path file() {
    return folder.get().resolve("jobs.db");
  }

  /**
   * @throws IOException when the store cannot be opened, or the broker stops
   */
  synchronized Open open() throws IOException {
    Open ready = open;
    if (ready != null) {
      return ready;
    }
    if (closed) {
      throw new IOException("The broker is stopping.");
    }
    JobStore store = JobStore.open(folder.get());
    var foreman = new Foreman(store, desk, crew, calendar, notices);
    try {
      store.recover(calendar.now());
      store.waiting(foreman);
    } catch (IOException e) {
      store.close();
      throw e;
    }
    ready = new Open(store, foreman);
    open = ready;
    long waiting = foreman.waiting();
    if (waiting > 0) {
      notices.accept(waiting + (waiting == 1 ? " job waits" : " jobs wait") + " from before.");
    }
    foreman.begin();
    start("jobs-sweep", () -> sweep(store));
    start("jobs-tidy", foreman::tidy);
    return ready;
  }

  /** What a thread does until the office closes. */
  private interface Duty {
    void done() throws InterruptedException;
  }

  private static void start(String name, Duty duty) {
    var thread =
        new Thread(
            () -> {
              try {
                duty.done();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Removes what is too old or too much, for ever. */
  private void sweep(JobStore store) throws InterruptedException {
    do {
      try {
        store.sweep(
            calendar.now(),
            Duration.ofNanos(allowance.of(Limit.JOB_AGE)),
            allowance.of(Limit.JOBS_STORED));
      } catch (IOException e) {
        notices.accept("jobs that are too old cannot be removed: " + e.getMessage());
      }
    } while (!closing.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Who gives jobs to workers, when there have been any. */
  public Optional<Foreman> foreman() {
    return Optional.ofNullable(open).map(Open::foreman);
  }

  /** Lets nothing begin any more. */
  public void stop() {
    closing.countDown();
    foreman().ifPresent(Foreman::stop);
    synchronized (this) {
      closed = true;
    }
  }

  @Override
  public void close() {
    stop();
    Open last = open;
    if (last != null) {
      try {
        last.foreman().finish();
        last.store().close();
      } catch (IOException e) {
        notices.accept("jobs: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

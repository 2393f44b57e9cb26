package freeworker.broker.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Errands on many hosts, several at a time. */
final class Deployment {
  /** For how long connections are closed, whose processes would outlive this one. */
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ExecutorService hands;
  private final Watcher watcher;

  /**
   * @param parallel on how many hosts at a time
   */
  Deployment(int parallel, Watcher watcher) {
    this.watcher = watcher;
    var number = new AtomicInteger();
    hands =
        Executors.newFixedThreadPool(
            parallel,
            work -> {
              var thread = new Thread(work, "deploy-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What is done on a host. */
  interface Work {
    Report on(Host host) throws InterruptedException;
  }

  /** Ends what is under way, and begins no more. */
  void stop() {
    stopped.countDown();
    hands.shutdownNow();
  }

  /** Waits, but not for longer than until somebody stops it all. */
  void pause(Duration time) throws InterruptedException {
    if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
  }

  /**
   * The reports of all hosts, in their order; nothing is under way any more when this ends.
   *
   * @throws InterruptedException when it was stopped before that
   */
  List<Report> run(List<Host> hosts, Work work) throws InterruptedException {
    List<Future<Report>> futures = new ArrayList<>();
    List<Report> reports = new ArrayList<>();
    try {
      for (Host host : hosts) {
        futures.add(
            hands.submit(
                () -> {
                  Report report = work.on(host);
                  watcher.done(report);
                  return report;
                }));
      }
      for (Future<Report> future : futures) {
        reports.add(result(future));
      }
    } catch (RejectedExecutionException e) {
      throw new InterruptedException("stopped");
    } finally {
      hands.shutdownNow();
      hands.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    }
    return reports;
  }

  private Report result(Future<Report> future) throws InterruptedException {
    while (true) {
      try {
        if (stopped.getCount() == 0 && !future.isDone()) {
          throw new InterruptedException("stopped");
        }
        return future.get(100, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Looks again whether it was stopped.
      } catch (CancellationException e) {
        throw new InterruptedException("stopped");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InterruptedException) {
          throw new InterruptedException("stopped");
        }
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}

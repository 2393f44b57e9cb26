package freeworker.client;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.RemoteFunction;
import freeworker.StaleLease;
import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.WorkerLost;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Reply;
import java.lang.System.Logger;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The engine over any lender: packs, borrows, sends, reads, and knows when to try again. */
final class BorrowingEngine implements Engine {
  private static final Logger LOG = System.getLogger("freeworker");
  private static final int ATTEMPTS = 4;
  private static final int REFUSALS = 100;
  private static final int SUBMITTERS = 256;
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  private final Lender lender;
  private final Purse purse;
  private final Packer packer = new Packer();
  private final ThreadPoolExecutor submitters;

  BorrowingEngine(Lender lender) {
    this.lender = lender;
    this.purse = new Purse(lender);
    var count = new AtomicInteger();
    submitters =
        new ThreadPoolExecutor(
            SUBMITTERS,
            SUBMITTERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              var thread = new Thread(work, "freeworker-submit-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    submitters.allowCoreThreadTimeOut(true);
  }

  @Override
  public <T> T run(Task<T> task) {
    return run(packer.pack(task), true);
  }

  @Override
  public <T> T runOnce(Task<T> task) {
    return run(packer.pack(task), false);
  }

  @Override
  public <A, R> Function<A, R> remote(RemoteFunction<A, R> function) {
    return argument -> run(packer.packNamed(function, applied(function, argument)), true);
  }

  private static <A, R> Task<R> applied(RemoteFunction<A, R> function, A argument) {
    return () -> function.apply(argument);
  }

  @Override
  public <T> CompletableFuture<T> submit(Task<T> task) {
    try {
      Packed packed = packer.pack(task);
      return CompletableFuture.supplyAsync(() -> run(packed, true), submitters);
    } catch (FreeworkerException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public BorrowedWorker borrow(Duration wait) {
    return new Borrowed(take(true, wait));
  }

  @Override
  public void close() {
    submitters.shutdownNow();
    purse.close();
    lender.close();
  }

  private Grant take(boolean kept, Duration wait) {
    try {
      return purse.take(kept, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FreeworkerException("Interrupted while waiting for a free worker.", e);
    }
  }

  private <T> T run(Packed task, boolean again) {
    int attempt = 1;
    int refusals = 0;
    while (true) {
      Grant grant = take(false, AS_LONG_AS_IT_TAKES);
      Answer answer = send(grant, task);
      if (answer.over()) {
        purse.forget(grant);
      } else {
        purse.putBack(grant);
      }
      switch (answer.kind()) {
        case REFUSED -> {
          if (++refusals >= REFUSALS) {
            throw new FreeworkerException(
                "Worker after worker refused " + task.name() + ": " + answer.words());
          }
        }
        case LOST -> {
          String died = died(grant, task, answer) + " (attempt " + attempt + " of " + ATTEMPTS + ")";
          if (!again) {
            throw new WorkerLost(
                grant.worker(), died + ". It may have run in part; runOnce does not repeat it.");
          }
          if (attempt == ATTEMPTS) {
            throw new WorkerLost(grant.worker(), died + ". Given up.");
          }
          LOG.log(Logger.Level.WARNING, died + ". Trying again.");
          attempt++;
        }
        case ANSWERED -> {
          return read(answer, task, grant, attempt);
        }
      }
    }
  }
}

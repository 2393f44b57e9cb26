package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.TaskCancelled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task that somebody waits for, and how often it was tried; see {@link Packs}. */
abstract class Errand {
  final Request request;
  final long since = System.nanoTime();

  /** The number of its next attempt, and the worker that was lost by the one before, or -1. */
  int attempt = 1;

  int lost = -1;

  /** Whether it must not travel with others. */
  boolean alone;

  /** Whether it is on its way with others. */
  volatile boolean sent;

  Errand(Request request) {
    this.request = request;
  }

  /** What became of a task, told where it is read. */
  interface Answer {
    @Nullable Object read();
  }

  abstract void done(Answer answer);

  abstract void failed(FreeworkerException failure);

  /** Whether what is done with its result, by whoever asked for it, may take long. */
  abstract boolean mayTakeLong();

  /** Nobody wants it any more. */
  void cancelled() {
    failed(
        sent
            ? new TaskCancelled(
                true,
                request.task().name()
                    + " was cancelled: "
                    + request.why()
                    + ". It was sent with others; nobody knows whether it ran.")
            : Dispatch.notBegun(request));
  }

  /** The thread that asked waits for it, and reads its result itself. */
  static final class Waited extends Errand {
    private static final long SOON = 2;

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Waited(Request request) {
      super(request);
    }

    /**
     * Waits for it; an interrupt cancels it.
     *
     * @param late called once when it takes longer than small tasks do
     */
    Answer await(Runnable late) {
      boolean interrupted = false;
      boolean told = false;
      try {
        while (true) {
          try {
            return told ? answer.get() : answer.get(SOON, TimeUnit.MILLISECONDS);
          } catch (TimeoutException e) {
            told = true;
            late.run();
          } catch (InterruptedException e) {
            interrupted = true;
            request.cancel("its caller was interrupted");
          }
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof FreeworkerException failure) {
          // It was made by another thread; it is thrown by this one.
          failure.setStackTrace(new Throwable().getStackTrace());
          throw failure;
        }
        throw new FreeworkerException(String.valueOf(e.getCause()), e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    void done(Answer read) {
      answer.complete(read);
    }

    @Override
    void failed(FreeworkerException failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    boolean mayTakeLong() {
      return false;
    }
  }

  /** Whoever asked goes on; if he completes his answer first, the task is cancelled. */
  static final class Submitted extends Errand {
    private final CompletableFuture<@Nullable Object> answer;
    private volatile boolean answered;

    @SuppressWarnings("this-escape") // told of when it is complete
    Submitted(Request request, CompletableFuture<@Nullable Object> answer) {
      super(request);
      this.answer = answer;
      var unused =
          answer.whenComplete(
              (result, failure) -> {
                if (!answered) {
                  request.cancel("nobody waits for it any more");
                }
              });
    }

    @Override
    void done(Answer read) {
      answered = true;
      try {
        answer.complete(read.read());
      } catch (Throwable e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    void failed(FreeworkerException failure) {
      answered = true;
      answer.completeExceptionally(failure);
    }

    @Override
    boolean mayTakeLong() {
      return true;
    }
  }
}

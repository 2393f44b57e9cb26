package freeworker.client;

import freeworker.wire.Grant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. It waits for a worker, is sent to one, and waits again where it runs
 * again. Only a thread that waits is interrupted from here, and its flag is cleared when it does not
 * wait any more. `stop` is never called under the lock.
 */
/** That somebody wants a task to run: until he takes it back, or its limit is over. */
final class Request {
  private static final Duration FOR_EVER = Duration.ofDays(365);

  private final Packed task;
  private final Duration limit;
  private final Consumer<Grant> stop;
  private @Nullable Thread waiting;
  private boolean interrupted;
  private @Nullable Grant sent;
  private @Nullable Thread caller;
  private long since;
  private String why = "";

  /**
   * @param stop ends what runs under a grant; it must not wait for that
   */
  Request(Packed task, Duration limit, Consumer<Grant> stop) {
    this.task = task;
    this.limit = limit.compareTo(FOR_EVER) < 0 ? limit : FOR_EVER;
    this.stop = stop;
  }

  Packed task() {
    return task;
  }

  /** Why it was cancelled; empty as long as it was not. */
  synchronized String why() {
    return why;
  }

  /** This thread begins to wait for a worker; it is interrupted when the request is cancelled. */
  synchronized void waits() throws InterruptedException {
    if (!why.isEmpty()) {
      throw new InterruptedException(why);
    }
    waiting = Thread.currentThread();
  }

  synchronized void waitsNoMore() {
    waiting = null;
    if (interrupted) {
      Thread.interrupted();
      interrupted = false;
    }
  }

  /** Its task goes to a worker now; says false when it was cancelled, and must not. */
  synchronized boolean sent(Grant grant) {
    if (!why.isEmpty()) {
      return false;
    }
    caller = Thread.currentThread();
    since = System.nanoTime();
    sent = grant;
    return true;
  }

  /** It came back; says false when it was cancelled, so that nobody wants what it brings. */
  synchronized boolean back() {
    sent = null;
    return why.isEmpty();
  }

  /** How long ago its task was sent. */
  synchronized Duration lasted() {
    return Duration.ofNanos(System.nanoTime() - since);
  }

  /** Cancels it when its limit is over, or its caller is interrupted. */
  void look() {
    String found = "";
    synchronized (this) {
      if (sent != null && caller != null) {
        if (caller.isInterrupted()) {
          found = "its caller was interrupted";
        } else if (lasted().compareTo(limit) >= 0) {
          found = "its limit of " + seconds(limit) + " was over";
        }
      }
    }
    if (!found.isEmpty()) {
      cancel(found);
    }
  }

  /** Takes it back; the first reason counts. */
  void cancel(String reason) {
    Grant running;
    synchronized (this) {
      if (!why.isEmpty()) {
        return;
      }
      why = reason;
      running = sent;
      if (waiting != null) {
        waiting.interrupt();
        interrupted = true;
      }
    }
    if (running != null) {
      stop.accept(running);
    }
  }

  static String seconds(Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    return (seconds.signum() == 0 ? "0" : seconds.toPlainString()) + " s";
  }
}

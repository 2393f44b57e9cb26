package freeworker.client;

import freeworker.wire.Grant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONG_EXPECTED = Duration.ofSeconds(2);

  private final Packed task;
  private final Duration limit;
  private final Consumer<Grant> stop;
  private final List<Request> members;
  private @Nullable Runnable hook;
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
    this.members = List.of();
  }

  /**
   * Several that travel together. Whoever takes one of them back is told at once; what runs is
   * ended when all of them were taken back, or when they have long been expected to be done.
   */
  Request(Packed named, List<Request> members, Consumer<Grant> stop) {
    this.task = named;
    this.limit = FOR_EVER;
    this.stop = stop;
    this.members = List.copyOf(members);
  }

  boolean isUnlimited() {
    return limit.equals(FOR_EVER);
  }

  /** What is done when it is cancelled while its task is not at a worker by itself. */
  synchronized void whenCancelled(Runnable hook) {
    this.hook = hook;
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
        } else if (!members.isEmpty()) {
          found = takenBack();
        }
      }
    }
    if (!found.isEmpty()) {
      cancel(found);
    }
  }

  /** Why what runs must end, or nothing. */
  private String takenBack() {
    String first = "";
    int back = 0;
    for (Request member : members) {
      String why = member.why();
      first = first.isEmpty() ? why : first;
      back += why.isEmpty() ? 0 : 1;
    }
    boolean all = back == members.size();
    return lasted().compareTo(all ? SOON : LONG_EXPECTED) >= 0 ? first : "";
  }

  /** Takes it back; the first reason counts. */
  void cancel(String reason) {
    Grant running;
    Runnable told;
    synchronized (this) {
      if (!why.isEmpty()) {
        return;
      }
      why = reason;
      running = sent;
      told = hook;
      if (waiting != null) {
        waiting.interrupt();
        interrupted = true;
      }
    }
    if (running != null) {
      stop.accept(running);
    } else if (told != null) {
      told.run();
    }
  }

  static String seconds(Duration time) {
    BigDecimal seconds = BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros();
    return (seconds.signum() == 0 ? "0" : seconds.toPlainString()) + " s";
  }
}

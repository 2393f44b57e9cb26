package freeworker.worker;

import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything.
 * One want is open at a time: OPEN until a client took it, then until its supply comes. Who asks while
 * another want is open waits for it. The end of a run answers everybody who still asks or attends.
 */
/** What passes between a task that looks for something and the client that attends its run. */
final class Dialogue {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(60);

  private long lease;
  private int run;
  private int numbers;
  private @Nullable Want open;
  private @Nullable Supply answer;
  private boolean taken;

  /** A run of this lease begins. */
  synchronized void begin(long lease) {
    this.lease = lease;
  }

  /** The run is over; whoever still asks is told so. */
  synchronized void end() {
    lease = 0;
    run++;
    open = null;
    answer = null;
    notifyAll();
  }

  /** Asks the client that attends; waits for the answer. */
  synchronized Supply ask(Hash closure, String path) {
    int mine = run;
    long deadline = System.nanoTime() + LIMIT;
    try {
      while (open != null && run == mine) {
        wait(left(deadline));
      }
      if (run != mine || lease == 0) {
        return refused("its task is over");
      }
      var want = new Want(++numbers, closure, path);
      open = want;
      taken = false;
      notifyAll();
      while (answer == null && run == mine) {
        wait(left(deadline));
      }
      Supply supply = answer;
      return supply == null ? refused("its task is over") : supply;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused("the thread that looked for it was interrupted");
    } catch (Late e) {
      return refused("its program did not bring it within " + LIMIT / 1_000_000_000 + " s");
    } finally {
      if (run == mine) {
        open = null;
        answer = null;
        notifyAll();
      }
    }
  }

  /** Takes what the client brings, and waits for what is wanted next. */
  synchronized Optional<Want> next(long lease, Optional<Supply> supply, long nanos)
      throws InterruptedException {
    if (supply.isEmpty()) {
      // A client that lost our question with a connection gets it again.
      taken = false;
    } else if (open != null && open.number() == supply.get().number()) {
      answer = supply.get();
      notifyAll();
    }
    int seen = run;
    long deadline = System.nanoTime() + nanos;
    while (run == seen && (this.lease != lease || open == null || taken)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left / 1_000_000 + 1);
    }
    if (run != seen || open == null) {
      return Optional.empty();
    }
    taken = true;
    return Optional.of(open);
  }

  private static long left(long deadline) throws Late {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new Late();
    }
    return left / 1_000_000 + 1;
  }

  private static Supply refused(String why) {
    return new Supply(0, Map.of(), why);
  }

  /** Nobody answered in time. */
  private static final class Late extends Exception {}
}

package freeworker.client;

import freeworker.wire.Grant;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import java.rmi.RemoteException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * One thread, the watch, looks now and then whether a run lasts, as long as there are any. Only such
 * runs get a thread of their own, for a call that waits for what their tasks look for; so short
 * tasks cost neither a thread nor a call.
 * Guarded by lock: closed, asleep. A lease is in attended while a thread attends it, with the time of
 * its last question, in doubted while a thread asks whether its worker is dead, and in dead with
 * the time when that was said first.
 */
/**
 * Looks after runs that take long: brings what their tasks look for and did not bring along, and
 * ends those that nobody wants any more, and those of a worker that died without a sign.
 */
final class Attendants implements AutoCloseable {
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  /** Longer than a worker leaves such a call without an answer. */
  private static final long SILENCE = TimeUnit.SECONDS.toNanos(7);

  private static final byte[] NOTHING = new byte[0];

  private final Lender lender;
  private final Map<Long, Run> runs = new ConcurrentHashMap<>();
  private final Map<Long, Long> attended = new ConcurrentHashMap<>();
  private final Set<Long> doubted = ConcurrentHashMap.newKeySet();
  private final Map<Long, Long> dead = new ConcurrentHashMap<>();
  private final Map<Long, Long> paused = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private volatile boolean asleep = true;
  private volatile Runnable also = () -> {};
  private boolean closed;
  private @Nullable ExecutorService threads;

  /** What runs under one lease. */
  private record Run(Grant grant, Request request, List<Packed> tasks, long since) {}

  Attendants(Lender lender) {
    this.lender = lender;
  }

  /** Calls this at each look, too. */
  void whenLooking(Runnable also) {
    this.also = also;
  }

  /** Tasks are on their way to the worker of a grant. */
  void begin(Grant grant, Request request, List<Packed> tasks) {
    runs.put(grant.lease(), new Run(grant, request, tasks, System.nanoTime()));
    if (asleep) {
      wake();
    }
  }

  /** It is back. */
  void end(Grant grant) {
    runs.remove(grant.lease());
    paused.remove(grant.lease());
    dead.remove(grant.lease());
  }

  /** Ends what runs under a grant, without waiting for that. */
  void stop(Grant grant) {
    lock.lock();
    try {
      // What a closed engine still runs ends with its session.
      if (!closed) {
        threads().execute(() -> lender.cancel(grant));
      }
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      if (!closed) {
        threads();
      }
      asleep = false;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private ExecutorService threads() {
    ExecutorService ready = threads;
    if (ready == null) {
      ready =
          Executors.newCachedThreadPool(
              work -> {
                var thread = new Thread(work, "freeworker-attendant");
                thread.setDaemon(true);
                return thread;
              });
      ready.execute(this::watch);
      threads = ready;
    }
    return ready;
  }

  private void watch() {
    lock.lock();
    try {
      Set<Long> before = new HashSet<>();
      while (!closed) {
        if (runs.isEmpty() && !asleep) {
          asleep = true;
        } else if (asleep && runs.isEmpty()) {
          news.await();
        } else {
          asleep = false;
          news.awaitNanos(LONG);
        }
        before = look(before);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Attends the runs that were there at the look before, too. */
  private Set<Long> look(Set<Long> before) {
    also.run();
    Set<Long> now = new HashSet<>();
    long time = System.nanoTime();
    for (Run run : runs.values()) {
      long lease = run.grant().lease();
      run.request().look();
      now.add(lease);
      @Nullable Long pause = paused.get(lease);
      boolean lasts =
          before.contains(lease)
              && time - run.since() >= LONG
              && (pause == null || time - pause >= PAUSE);
      if (lasts && threads != null && !closed) {
        @Nullable Long asked = attended.putIfAbsent(lease, time);
        if (asked == null && !begun(threads, () -> attend(run.grant()))) {
          attended.remove(lease);
        } else if (asked != null && time - asked >= SILENCE && doubted.add(lease)) {
          if (!begun(threads, () -> doubt(run.grant()))) {
            doubted.remove(lease);
          }
        }
      }
    }
    return now;
  }

  private static boolean begun(ExecutorService threads, Runnable work) {
    try {
      threads.execute(work);
      return true;
    } catch (Error e) {
      // There is no thread to be had now.
      return false;
    }
  }

  /** Breaks a run off whose worker is dead, when nothing else tells, as of a lost machine. */
  private void doubt(Grant grant) {
    long lease = grant.lease();
    try {
      if (runs.containsKey(lease) && lender.fate(grant).dead()) {
        long now = System.nanoTime();
        @Nullable Long since = dead.putIfAbsent(lease, now);
        // What it answered before it died may still be on its way.
        if (since != null && now - since >= SILENCE) {
          lender.breakOff(grant);
        }
      }
      attended.computeIfPresent(lease, (same, asked) -> System.nanoTime());
    } finally {
      doubted.remove(lease);
      forgetEnded(lease);
    }
  }

  /** Whoever notes something of a run may come after its end. */
  private void forgetEnded(long lease) {
    if (!runs.containsKey(lease)) {
      paused.remove(lease);
      dead.remove(lease);
    }
  }

  private void attend(Grant grant) {
    long lease = grant.lease();
    boolean broke = false;
    try {
      byte[] supply = NOTHING;
      while (runs.containsKey(lease)) {
        attended.put(lease, System.nanoTime());
        byte[] want = lender.attend(grant, supply);
        if (want.length == 0) {
          // Most likely the run is over, and another call that waits would hold up the program's
          // exit.
          // If it is not, the watch sees that after a pause.
          return;
        }
        supply = answer(grant, Want.decode(want));
      }
    } catch (RemoteException | SecurityException | BadFrame e) {
      // The run itself will say what became of its worker, unless that cannot be reached any more.
      broke = true;
    } finally {
      paused.put(lease, System.nanoTime());
      forgetEnded(lease);
      attended.remove(lease);
    }
    if (broke && doubted.add(lease)) {
      doubt(grant);
    }
  }

  private byte[] answer(Grant grant, Want want) {
    Run run = runs.get(grant.lease());
    if (run != null) {
      for (Packed task : run.tasks()) {
        if (task.luggage().had(want.closure())) {
          return task.luggage().answer(want).encode();
        }
      }
    }
    return new Supply(want.number(), Map.of(), "the program does not wait for it any more")
        .encode();
  }

  /** Takes back whatever runs. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
      if (threads != null) {
        threads.shutdownNow();
      }
    } finally {
      lock.unlock();
    }
    runs.values().forEach(run -> run.request().cancel("its engine was closed"));
  }
}

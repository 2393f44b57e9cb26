package freeworker.broker;

import freeworker.ledger.WorkerId;
import freeworker.wire.Fate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the worker processes of late ended. */
final class Obituaries {
  private static final int REMEMBERED = 10_000;

  private record Key(int number, long epoch) {}

  private final Map<Key, Fate> fates =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Fate> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void write(WorkerId worker, String how) {
    fates.put(new Key(worker.number(), worker.epoch()), new Fate(true, how));
    notifyAll();
  }

  /** How that process ended, waiting a while for the news. */
  synchronized Fate of(int number, long epoch, Duration wait) {
    var key = new Key(number, epoch);
    long deadline = System.nanoTime() + wait.toNanos();
    while (!fates.containsKey(key)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return new Fate(false, "");
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Fate(false, "");
      }
    }
    return fates.get(key);
  }
}

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
  private static final Fate UNKNOWN = new Fate(false, "");

  private record Key(int number, long epoch) {}

  /** What is told to whoever has the client key that the process served; empty for nobody. */
  private record Told(Fate fate, String served) {}

  private final Map<Key, Told> fates =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Told> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Notes how a process ended.
   *
   * @param served the client key that it served, empty when it served none
   */
  synchronized void write(WorkerId worker, String how, String served) {
    fates.put(new Key(worker.number(), worker.epoch()), new Told(new Fate(true, how), served));
    notifyAll();
  }

  /**
   * How that process ended, waiting a while for the news; unknown to every client key but the one
   * that it served, because its last words may be that one's.
   */
  synchronized Fate of(int number, long epoch, String client, Duration wait) {
    var key = new Key(number, epoch);
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      Told told = fates.get(key);
      if (told != null && told.served().equals(client)) {
        return told.fate();
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return UNKNOWN;
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return UNKNOWN;
      }
    }
  }
}

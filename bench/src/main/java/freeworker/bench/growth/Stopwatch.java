package freeworker.bench.growth;

import java.util.EnumMap;
import java.util.Map;

/** What commands cost, of which it times one in eight. */
final class Stopwatch {
  /** What a ledger is told. */
  enum Command {
    ENTER,
    RENEW,
    WANT,
    TAKE,
    FREE,
    RETURNED,
    GONE,
    TICK,
    BEGAN,
    ENDED,
    JOIN,
    DIED,
    CLEARED
  }

  private static final int ONE_IN = 8;

  /** What takes longer was interrupted by something else on the machine; a tick may. */
  private static final long INTERRUPTED = 1_000_000;

  private static final class Count {
    private long all;
    private long timed;
    private long nanos;
  }

  private final Map<Command, Count> counts = new EnumMap<>(Command.class);
  private final long overhead = overhead();
  private long all;

  private static long overhead() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100_000; i++) {
      long began = System.nanoTime();
      least = Math.min(least, System.nanoTime() - began);
    }
    return least;
  }

  /** A command begins; its answer is for its end. */
  long begin() {
    return all++ % ONE_IN == 0 ? System.nanoTime() : 0;
  }

  void end(Command command, long began) {
    long took = began == 0 ? 0 : System.nanoTime() - began;
    Count count = counts.computeIfAbsent(command, any -> new Count());
    count.all++;
    if (began != 0) {
      if (took < INTERRUPTED || command == Command.TICK) {
        count.timed++;
        count.nanos += Math.max(0, took - overhead);
      }
    }
  }

  /** Forgets all so far. */
  void reset() {
    counts.clear();
  }

  long count(Command command) {
    Count count = counts.get(command);
    return count == null ? 0 : count.all;
  }

  long count() {
    return counts.values().stream().mapToLong(count -> count.all).sum();
  }

  /** The nanoseconds of one command, on average. */
  double mean(Command command) {
    Count count = counts.get(command);
    return count == null || count.timed == 0 ? 0 : (double) count.nanos / count.timed;
  }

  /** The nanoseconds of all commands together. */
  double sum() {
    double sum = 0;
    for (Command command : Command.values()) {
      sum += mean(command) * count(command);
    }
    return sum;
  }
}

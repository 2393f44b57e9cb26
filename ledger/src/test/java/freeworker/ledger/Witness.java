package freeworker.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Watches effects go by, knows none of the rules that made them, and fails when a worker is lent
 * twice, a number comes again, or the flags do not add up.
 */
final class Witness {
  private final Map<Integer, Lease> lent = new HashMap<>();
  private final Map<Integer, Long> unclear = new HashMap<>();
  private final LongFunction<String> owners;
  private final Map<WorkerId, String> served = new HashMap<>();
  private final int[] reasons;
  private final List<Effect.Flag> flags = new ArrayList<>();
  private long last;
  private long finished;

  Witness(int workers, LongFunction<String> owners) {
    this.owners = owners;
    reasons = new int[workers];
  }

  void sees(Effect effect) {
    if (effect instanceof Effect.Lent event) {
      lent(event.lease());
    } else if (effect instanceof Effect.Ended event) {
      over(event.lease());
    } else if (effect instanceof Effect.Clear event) {
      unclear.put(event.worker().number(), event.upTo());
    } else if (effect instanceof Effect.Flag event) {
      flags.add(event);
      finished += event.finished();
      reasons[event.worker().number()] += event.kind().rise();
      check(reasons[event.worker().number()] >= 0, "a flag fell that was not up");
    }
  }

  private void lent(Lease lease) {
    int worker = lease.worker().number();
    Lease other = lent.put(worker, lease);
    if (other != null) {
      throw new AssertionError("worker " + worker + " is lent twice: " + other + ", " + lease);
    }
    if (unclear.containsKey(worker)) {
      throw new AssertionError("lent while something may still run: " + lease);
    }
    String owner = owners.apply(lease.session());
    if (!owner.equals(served.computeIfAbsent(lease.worker(), process -> owner))) {
      throw new AssertionError("a process that serves two owners: " + lease);
    }
    if (lease.number() <= last) {
      throw new AssertionError("number used before: " + lease);
    }
    last = lease.number();
  }

  /** Its holder freed it. */
  void freed(Lease lease) {
    over(lease);
  }

  private void over(Lease lease) {
    Lease was = lent.remove(lease.worker().number());
    if (was == null || was.number() != lease.number()) {
      throw new AssertionError("ended, but was not lent: " + lease);
    }
  }

  /** The worker confirmed, or its process is dead. */
  void confirmed(int worker, long upTo) {
    if (upTo >= unclear.getOrDefault(worker, Long.MAX_VALUE)) {
      unclear.remove(worker);
    }
  }

  boolean lent(int worker) {
    return lent.containsKey(worker);
  }

  boolean clearing(int worker) {
    return unclear.containsKey(worker);
  }

  boolean busy(int worker) {
    return reasons[worker] > 0;
  }

  long finished() {
    return finished;
  }

  /** A profile orders its rows by time: no flag falls there before it went up either. */
  void checkFlagsInOrderOfTime() {
    int[] up = new int[reasons.length];
    flags.sort(Comparator.comparingLong(Effect.Flag::at));
    for (Effect.Flag flag : flags) {
      int worker = flag.worker().number();
      up[worker] += flag.kind().rise();
      check(up[worker] >= 0, "in order of time a flag falls that is not up");
    }
  }

  private static void check(boolean promise, String otherwise) {
    if (!promise) {
      throw new AssertionError(otherwise);
    }
  }
}

package freeworker.broker;

import freeworker.ledger.Quantum;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.time.Duration;

/*
 * Guarded by this: start. The shortest start is what one costs; the others were made while the machine
 * had more to do.
 */
/**
 * How long engines keep workers while others wait: what a change of the key costs counts tenfold.
 */
final class Turns {
  private static final int TIMES = 10;

  private final Allowance allowance;
  private Duration start = Duration.ZERO;

  Turns(Allowance allowance) {
    this.allowance = allowance;
  }

  /** A worker process has used so much processor time until it was ready. */
  synchronized Quantum started(Duration cost) {
    if (start.isZero() || cost.compareTo(start) < 0) {
      start = cost;
    }
    return quantum();
  }

  synchronized Quantum quantum() {
    Duration within = Duration.ofNanos(allowance.of(Limit.TURN));
    Duration between = Duration.ofNanos(allowance.of(Limit.TURN_BETWEEN_KEYS));
    Duration least = start.multipliedBy(TIMES);
    return new Quantum(within, between.compareTo(least) < 0 ? least : between);
  }
}

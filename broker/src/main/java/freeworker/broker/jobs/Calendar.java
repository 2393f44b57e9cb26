package freeworker.broker.jobs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time by which jobs are dated, which goes on while no broker runs. */
interface Calendar {
  /** Microseconds since 1970. */
  long now();

  /** That of this machine. */
  static Calendar ofThisMachine() {
    return () -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}

package freeworker.bench;

import freeworker.bench.run.Child;
import java.util.List;

/**
 * The processes that do the work of one side, the floors or Freeworker.
 *
 * @param workers the workers by their numbers, then processes that only stand by
 */
record Side(Child client, ProcessHandle broker, List<ProcessHandle> workers) {
  Side {
    workers = List.copyOf(workers);
  }

  /** The processor time that client, broker and workers have used so far. */
  Cost cost() {
    return new Cost(
        nanos(client.handle()), nanos(broker), workers.stream().mapToLong(Side::nanos).sum());
  }

  private static long nanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(java.time.Duration.ZERO).toNanos();
  }
}

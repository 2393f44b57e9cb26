package freeworker.bench;

import freeworker.bench.run.Child;
import java.time.Duration;
import java.util.List;

/**
 * The processes that do the work of one side: the floors, Freeworker or a peer.
 *
 * @param brokers what stands between the client and the workers, if anything does
 * @param workers the workers by their numbers, then processes that only stand by
 */
record Side(Child client, List<ProcessHandle> brokers, List<ProcessHandle> workers) {
  Side {
    brokers = List.copyOf(brokers);
    workers = List.copyOf(workers);
  }

  /** The processor time that client, broker and workers have used so far. */
  Cost cost() {
    return new Cost(nanos(List.of(client.handle())), nanos(brokers), nanos(workers));
  }

  private static long nanos(List<ProcessHandle> processes) {
    return processes.stream()
        .mapToLong(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }
}

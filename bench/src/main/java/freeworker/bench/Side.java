package freeworker.bench;

import freeworker.bench.run.Child;
import freeworker.bench.run.Machine;
import java.time.Duration;
import java.util.List;

/**
 * The processes that do the work of one side: the floors, Freeworker or a peer.
 *
 * @param clients the one that runs most lines, then those that run some beside it
 * @param brokers what stands between the client and the workers, if anything does
 * @param workers the workers by their numbers, then processes that only stand by
 */
record Side(List<Child> clients, List<ProcessHandle> brokers, List<ProcessHandle> workers) {
  Side {
    clients = List.copyOf(clients);
    brokers = List.copyOf(brokers);
    workers = List.copyOf(workers);
  }

  Child client() {
    return clients.get(0);
  }

  /** The processor time that client, broker and workers have used so far. */
  Cost cost() {
    List<ProcessHandle> all = clients.stream().map(Child::handle).toList();
    return new Cost(nanos(all), nanos(brokers), nanos(workers));
  }

  /** How often the clients have written so far; NaN where the system does not tell. */
  double writes() {
    return clients.stream()
        .mapToLong(client -> Machine.writes(client.handle().pid()))
        .mapToDouble(writes -> writes < 0 ? Double.NaN : writes)
        .sum();
  }

  private static long nanos(List<ProcessHandle> processes) {
    return processes.stream()
        .mapToLong(process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
        .sum();
  }
}

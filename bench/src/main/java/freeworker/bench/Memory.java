package freeworker.bench;

import freeworker.bench.run.Machine;
import java.util.List;

/**
 * The memory that the processes of a side have of the machine, in MiB; 0 where nobody knows it.
 *
 * @param worker that of the largest
 */
record Memory(double client, double worker, double broker) {
  private static final double MIB = 1 << 20;

  static Memory of(Side side) {
    return new Memory(
        largest(List.of(side.client().handle())), largest(side.workers()), largest(side.brokers()));
  }

  private static double largest(List<ProcessHandle> processes) {
    return processes.stream()
        .mapToDouble(process -> Machine.resident(process.pid()) / MIB)
        .max()
        .orElse(0);
  }
}

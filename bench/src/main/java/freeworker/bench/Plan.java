package freeworker.bench;

import java.util.List;

/**
 * The processes of one side before they are started.
 *
 * @param brokers what stands between the client and the workers, if anything does
 */
record Plan(List<ProcessBuilder> brokers, List<ProcessBuilder> workers, ProcessBuilder client) {
  Plan {
    brokers = List.copyOf(brokers);
    workers = List.copyOf(workers);
  }
}

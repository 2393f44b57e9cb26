package freeworker.bench;

import java.util.List;

/**
 * The processes of one side before they are started.
 *
 * @param brokers what stands between the client and the workers, if anything does
 * @param workers none where the broker starts its own
 * @param first the line that brings the first result
 */
record Plan(
    List<ProcessBuilder> brokers, List<ProcessBuilder> workers, ProcessBuilder client, Line first) {
  Plan {
    brokers = List.copyOf(brokers);
    workers = List.copyOf(workers);
  }

  Plan(List<ProcessBuilder> brokers, List<ProcessBuilder> workers, ProcessBuilder client) {
    this(brokers, workers, client, Line.L);
  }
}

package freeworker.bench;

/** Processor time in nanoseconds, by who used it. */
record Cost(long client, long broker, long workers) {
  Cost minus(Cost earlier) {
    return new Cost(client - earlier.client, broker - earlier.broker, workers - earlier.workers);
  }

  long sum() {
    return client + broker + workers;
  }
}

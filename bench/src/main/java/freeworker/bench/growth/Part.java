package freeworker.bench.growth;

/** What is measured. */
enum Part {
  LEDGER,
  SCALE,
  CLIENTS,
  FAIRNESS,
  WAITERS,
  BYTES,
  PAYLOADS
}

package freeworker.bench.chaos;

/**
 * A job that was submitted, or may have been.
 *
 * @param token what it prints, and marks each time that it begins; no other job has it
 * @param kind how it ends when nobody disturbs it
 * @param number under which it was accepted; 0 when the answer never came
 */
record AskedJob(String token, Kind kind, long number) {
  /** The kinds of jobs. */
  enum Kind {
    /** Ends with exit code 0. */
    FINE,
    /** Ends with exit code 3, and is run again once. */
    FAILING,
    /** Ends with exit code 0, and must not run twice. */
    ONCE
  }
}

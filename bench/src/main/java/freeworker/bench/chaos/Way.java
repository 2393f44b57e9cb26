package freeworker.bench.chaos;

/** How a client has a task run. */
enum Way {
  RUN(4),
  ONCE(1),
  SUBMIT(4),
  BORROW(1),
  /** Gives its worker back while the task runs. */
  ABANDON(1),
  /** The last one, when everything is whole again. */
  LAST(4);

  private final int attempts;

  Way(int attempts) {
    this.attempts = attempts;
  }

  /** How often the task may be begun at most. */
  int attempts() {
    return attempts;
  }

  boolean borrows() {
    return this == BORROW || this == ABANDON;
  }
}

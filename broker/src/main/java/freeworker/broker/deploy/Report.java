package freeworker.broker.deploy;

/**
 * How a host stands in the end.
 *
 * @param seen what it said last
 * @param words what was done, or why not
 * @param advice what a person can do about it, empty when there is nothing
 */
record Report(Host host, State state, Sighting seen, String words, String advice) {
  /** Whether all is as it was asked for. */
  boolean well() {
    return state == State.UP || state == State.DOWN;
  }
}

package freeworker.bench;

/** What one client thread does again and again: a call, or a pack of them. */
@FunctionalInterface
interface Lap {
  /**
   * Runs tasks and checks their results.
   *
   * @param round how often it was run before
   * @return how many tasks were run
   */
  int run(int round) throws Exception;
}

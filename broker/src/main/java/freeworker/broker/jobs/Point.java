package freeworker.broker.jobs;

/** Where a write has got to; a test ends the process there. */
interface Point {
  /** Goes on. */
  Point NONE = name -> {};

  /**
   * @param name the statement that is next, or a word for what is
   */
  void reached(String name);
}

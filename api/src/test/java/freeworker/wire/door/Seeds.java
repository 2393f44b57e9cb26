package freeworker.wire.door;

/** The seed of a run: printed, and the same again with {@code -Dfreeworker.seed}. */
final class Seeds {
  private Seeds() {}

  static long ofThisRun() {
    long seed = Long.getLong("freeworker.seed", System.nanoTime());
    System.out.println("-Dfreeworker.seed=" + seed);
    return seed;
  }
}

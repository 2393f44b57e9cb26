package freeworker.challenge;

/** A cell of a sweep: so many workers for so many clients. */
record Pair(int workers, int clients) {
  Pair {
    if (workers < 1 || clients < 1) {
      throw new IllegalArgumentException("workers and clients must be positive");
    }
  }

  @Override
  public String toString() {
    return counted(workers, "worker") + " x " + counted(clients, "client");
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}

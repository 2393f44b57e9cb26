package freeworker.challenge.words;

/** When a member did what, on its own clock. It tells others ages, since their clocks differ. */
final class Times {
  private static final int PHASES = Phase.values().length;

  private final long[] begun = new long[PHASES];
  private final long[] ended = new long[PHASES];

  void begin(Phase phase) {
    begun[phase.index()] = System.nanoTime();
  }

  void end(Phase phase) {
    ended[phase.index()] = System.nanoTime();
  }

  /** Writes how long ago each phase began and ended. */
  void write(Pen pen) {
    long now = System.nanoTime();
    for (int phase = 0; phase < PHASES; phase++) {
      pen.number(now - begun[phase]).number(now - ended[phase]);
    }
  }
}

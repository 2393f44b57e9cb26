package freeworker.challenge.words;

/**
 * How much of its memory a member uses for what, in bytes.
 *
 * @param found for the words that it has found and not yet sent
 * @param owned for the words that it owns, before they go to disk
 * @param lists for the lists that it is sent, before they go to disk
 * @param letter the size of a letter
 * @param text how much of a file is read at once
 * @param piece how much of a list on disk is read at once
 */
record Room(long found, long owned, long lists, int letter, int text, int piece) {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;
  private static final int PIECES = 64;

  /** That of a member with so much memory, in a gang of so many. */
  static Room of(long memory, int members) {
    return new Room(
        within(memory / 16, 16 * KIB, 64 * MIB),
        within(memory / 8, 16 * KIB, 1024 * MIB),
        within(memory / 8, 0, 1024 * MIB),
        (int) within(memory / (32L * members), KIB, 128 * KIB),
        (int) within(memory / 64, KIB, 256 * KIB),
        (int) within(memory / 16 / PIECES, KIB, 64 * KIB));
  }

  private static long within(long wanted, long least, long most) {
    return Math.max(least, Math.min(wanted, most));
  }
}

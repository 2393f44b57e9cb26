package freeworker.challenge.words;

/** Where the bytes of a text come from. */
@FunctionalInterface
interface Source {
  /** Reads at least one byte; -1 when there is none. */
  int read(byte[] into, int at, int length) throws Unreadable, InterruptedException;
}

package freeworker.challenge.words;

/** The hash of a word (FNV-1a): by it a word is found, and has its owner, on every machine. */
final class Hash {
  static final int FIRST = 0x811c9dc5;
  private static final int PRIME = 0x01000193;

  private Hash() {}

  /** That of a word with one more byte. */
  static int with(int hash, byte b) {
    return (hash ^ b) * PRIME;
  }

  static int of(byte[] from, int start, int length) {
    int hash = FIRST;
    for (int i = start; i < start + length; i++) {
      hash = with(hash, from[i]);
    }
    return hash;
  }

  /** The bits of a hash, each of them spread over all. */
  static int spread(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }

  /** The rank of the member who owns a word. */
  static int owner(int hash, int members) {
    // The upper bits, since the lower ones are for the places in its table.
    return (int) (((spread(hash) & 0xffffffffL) * members) >>> 32);
  }
}

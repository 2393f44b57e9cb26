package freeworker.challenge.words;

/**
 * The bytes of a file from one place to another. Its words are those that begin after its begin's
 * {@link Passage#border border} and before that of its end.
 *
 * @param file the file's number
 * @param last whether the file has no part after it
 */
record Part(int file, long begin, long end, boolean last) {
  Part {
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("a part cannot go from " + begin + " to " + end);
    }
  }

  boolean first() {
    return begin == 0;
  }

  long size() {
    return end - begin;
  }
}

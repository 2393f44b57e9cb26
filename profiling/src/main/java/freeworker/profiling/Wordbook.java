package freeworker.profiling;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Words that come again and again, so that each is made once. It never grows. */
final class Wordbook {
  private static final int PAGES = 256;
  private static final int LONGEST = 64;

  private final byte[][] spellings = new byte[PAGES][0];
  private final String[] words = new String[PAGES];

  Wordbook() {
    Arrays.fill(words, "");
  }

  /** The word that these bytes spell in UTF-8. */
  String word(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    if (length > LONGEST) {
      return new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int page = (hash ^ (hash >>> 8)) & (PAGES - 1);
    byte[] spelling = spellings[page];
    if (!Arrays.equals(spelling, 0, spelling.length, bytes, from, to)) {
      spellings[page] = Arrays.copyOfRange(bytes, from, to);
      words[page] = new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    return words[page];
  }
}

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
    // Names of one kind differ at their ends.
    int hash = length + 31 * bytes[from] + 7 * bytes[(from + to) >>> 1] + 131 * bytes[to - 1];
    int page = (hash + 17 * bytes[Math.max(from, to - 2)]) & (PAGES - 1);
    if (!spells(spellings[page], bytes, from, length)) {
      spellings[page] = Arrays.copyOfRange(bytes, from, to);
      words[page] = new String(bytes, from, length, StandardCharsets.UTF_8);
    }
    return words[page];
  }

  private static boolean spells(byte[] spelling, byte[] bytes, int from, int length) {
    if (spelling.length != length) {
      return false;
    }
    int at = 0;
    while (at < length && spelling[at] == bytes[from + at]) {
      at++;
    }
    return at == length;
  }
}

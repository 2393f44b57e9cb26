package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts words as one would write it down first. */
final class NaiveCount {
  private final Map<String, Long> counts = new TreeMap<>();
  private final Splitting splitting;
  private long broken;

  NaiveCount(Splitting splitting) {
    this.splitting = splitting;
  }

  NaiveCount add(byte[] text) {
    var word = new StringBuilder();
    for (int at = 0; at < text.length; ) {
      int size = size(text, at);
      int codePoint = size == 0 ? -1 : new String(text, at, size, UTF_8).codePointAt(0);
      if (size > 0 && joins(codePoint)) {
        word.appendCodePoint(
            splitting == Splitting.LETTERS ? Character.toLowerCase(codePoint) : codePoint);
      } else {
        end(word);
        broken += size == 0 ? 1 : 0;
      }
      at += Math.max(size, 1);
    }
    end(word);
    return this;
  }

  private boolean joins(int codePoint) {
    return splitting == Splitting.LETTERS
        ? Character.isLetter(codePoint)
        : !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint);
  }

  private void end(StringBuilder word) {
    if (word.length() > 0) {
      counts.merge(word.toString(), 1L, Long::sum);
      word.setLength(0);
    }
  }

  /** How many of the next bytes are what Java writes for one code point, or 0. */
  private static int size(byte[] text, int at) {
    for (int size = 1; size <= 4 && at + size <= text.length; size++) {
      String one = new String(text, at, size, UTF_8);
      byte[] again = one.getBytes(UTF_8);
      if (one.codePointCount(0, one.length()) == 1
          && Arrays.equals(again, 0, again.length, text, at, at + size)) {
        return size;
      }
    }
    return 0;
  }

  /** How many bytes belong to no code point. */
  long broken() {
    return broken;
  }

  byte[] result() {
    List<Map.Entry<String, Long>> order = new ArrayList<>(counts.entrySet());
    order.sort(
        Map.Entry.<String, Long>comparingByValue()
            .reversed()
            .thenComparing(e -> e.getKey().getBytes(UTF_8), Arrays::compareUnsigned));
    var text = new StringBuilder();
    order.forEach(e -> text.append(e.getKey()).append(' ').append(e.getValue()).append('\n'));
    return text.toString().getBytes(UTF_8);
  }

  /** Its words by name. */
  Map<String, Long> counts() {
    return counts;
  }
}

package freeworker.challenge.words;

import java.io.IOException;
import java.util.Arrays;

/** Cuts UTF-8 into words; a word at the end of one piece goes on in the next. */
final class Tokens {
  /** The longest word that is counted, in bytes. */
  static final int LONGEST = 65_535;

  private static final int LONGEST_CODE_POINT = 4;

  private final Splitting splitting;
  private final WordSink sink;
  private final byte[] ascii = new byte[128];
  private byte[] word = new byte[256];
  private int length;
  private int hash = Hash.FIRST;
  private boolean tooLong;
  private long words;
  private long broken;
  private long left;

  Tokens(Splitting splitting, WordSink sink) {
    this.splitting = splitting;
    this.sink = sink;
    for (int b = 0; b < ascii.length; b++) {
      ascii[b] = splitting.joins(b) ? (byte) splitting.folded(b) : -1;
    }
  }

  /** How many words it has found. */
  long words() {
    return words;
  }

  /** How many bytes it has met that belong to no code point. */
  long broken() {
    return broken;
  }

  /** How many words it has left out because they are longer than {@link #LONGEST}. */
  long left() {
    return left;
  }

  /**
   * Takes the code points that begin before {@code stop}.
   *
   * @param limit the end of the bytes that are there
   * @param last whether none follow them
   * @return where the first one begins that it has not taken
   */
  int scan(byte[] text, int from, int stop, int limit, boolean last)
      throws IOException, InterruptedException {
    byte[] folded = ascii;
    byte[] into = word;
    int end = length;
    int sum = hash;
    int at = from;
    while (at < stop) {
      byte b = text[at];
      if (b >= 0) {
        byte letter = folded[b];
        at++;
        if (letter >= 0) {
          if (end == into.length) {
            end = widen(end);
            into = word;
          }
          into[end++] = letter;
          sum = Hash.with(sum, letter);
        } else if (end > 0) {
          give(end, sum);
          end = 0;
          sum = Hash.FIRST;
        }
        continue;
      }
      int size = Utf8.size(text, at, limit);
      if (size == Utf8.INCOMPLETE && !last) {
        break;
      }
      int codePoint = size > 0 ? Utf8.codePoint(text, at, size) : -1;
      if (codePoint >= 0 && splitting.joins(codePoint)) {
        if (end + LONGEST_CODE_POINT > into.length) {
          end = widen(end);
          into = word;
        }
        int next = Utf8.write(splitting.folded(codePoint), into, end);
        while (end < next) {
          sum = Hash.with(sum, into[end++]);
        }
      } else if (end > 0) {
        give(end, sum);
        end = 0;
        sum = Hash.FIRST;
      }
      if (size <= 0) {
        broken++;
      }
      at += Math.max(size, 1);
    }
    length = end;
    hash = sum;
    return at;
  }

  /** Makes room for one more code point, and answers where it goes. */
  private int widen(int end) {
    if (word.length < LONGEST + LONGEST_CODE_POINT) {
      word = Arrays.copyOf(word, Math.min(word.length * 2, LONGEST + LONGEST_CODE_POINT));
      return end;
    }
    tooLong = true;
    return 1;
  }

  private void give(int end, int sum) throws IOException, InterruptedException {
    if (tooLong || end > LONGEST) {
      left++;
      tooLong = false;
    } else {
      words++;
      sink.take(word, end, sum);
    }
  }

  /** Ends the word at the end of the text. */
  void end() throws IOException, InterruptedException {
    int end = length;
    int sum = hash;
    length = 0;
    hash = Hash.FIRST;
    if (end > 0) {
      give(end, sum);
    }
  }

  /** Forgets the word of which nobody knows how it goes on. */
  void drop() {
    length = 0;
    hash = Hash.FIRST;
    tooLong = false;
  }
}

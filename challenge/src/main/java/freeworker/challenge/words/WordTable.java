package freeworker.challenge.words;

import java.util.Arrays;

/**
 * Words and how often each was met, in arrays that grow up to a bound. The words lie one after the
 * other in one of them.
 */
final class WordTable {
  private static final int LEAST = 256;
  private static final int BYTES_A_WORD = 8;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

  private final long room;
  private int[] places = new int[2 * LEAST];
  private int[] starts = new int[LEAST + 1];
  private int[] hashes = new int[LEAST];
  private long[] counts = new long[LEAST];
  private byte[] bytes = new byte[LEAST * BYTES_A_WORD];
  private int size;

  /**
   * @param room how many bytes it may hold
   */
  WordTable(long room) {
    this.room = room;
  }

  int size() {
    return size;
  }

  /** Counts a word, or answers false when there is no room for it; an empty table has some. */
  boolean add(byte[] from, int start, int length, int hash, long count) {
    int place = Hash.spread(hash) & places.length - 1;
    while (true) {
      int word = places[place] - 1;
      if (word < 0) {
        break;
      }
      if (hashes[word] == hash && is(word, from, start, length)) {
        counts[word] += count;
        return true;
      }
      place = place + 1 & places.length - 1;
    }
    if (size == counts.length || length > bytes.length - starts[size]) {
      if (!grow(length)) {
        return false;
      }
      place = free(hash);
    }
    int at = starts[size];
    System.arraycopy(from, start, bytes, at, length);
    hashes[size] = hash;
    counts[size] = count;
    size++;
    starts[size] = at + length;
    places[place] = size;
    return true;
  }

  private boolean is(int word, byte[] from, int start, int length) {
    int at = starts[word];
    if (starts[word + 1] - at != length) {
      return false;
    }
    byte[] mine = bytes;
    for (int i = 0; i < length; i++) {
      if (mine[at + i] != from[start + i]) {
        return false;
      }
    }
    return true;
  }

  private int free(int hash) {
    int place = Hash.spread(hash) & places.length - 1;
    while (places[place] != 0) {
      place = place + 1 & places.length - 1;
    }
    return place;
  }

  private boolean grow(int length) {
    if (length > bytes.length - starts[size]) {
      long wanted = Math.max(2L * bytes.length, (long) starts[size] + length);
      wanted = Math.min(wanted, LARGEST_ARRAY);
      if (wanted - starts[size] < length || (size > 0 && held() + wanted > room)) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
    if (size == counts.length) {
      if (size >= 1 << 28 || held() + 2L * size * (8 + 4 + 4 + 8) > room) {
        return false;
      }
      starts = Arrays.copyOf(starts, 2 * size + 1);
      hashes = Arrays.copyOf(hashes, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
      places = new int[4 * size];
      for (int word = 0; word < size; word++) {
        places[free(hashes[word])] = word + 1;
      }
    }
    return true;
  }

  private long held() {
    return bytes.length + 4L * (places.length + starts.length + hashes.length) + 8L * counts.length;
  }

  /** Forgets all words, and keeps the room that they had. */
  void clear() {
    Arrays.fill(places, 0);
    size = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int word) {
    return starts[word];
  }

  int length(int word) {
    return starts[word + 1] - starts[word];
  }

  int hash(int word) {
    return hashes[word];
  }

  long count(int word) {
    return counts[word];
  }

  /** The numbers of its words by their bytes. */
  int[] byWord() {
    return sorted(new long[0]);
  }

  /** The numbers of its words in the order of the result: often ones first, then by their bytes. */
  int[] byCount() {
    return sorted(counts);
  }

  /**
   * @param first what to sort by before the words, descending; empty for nothing
   */
  private int[] sorted(long[] first) {
    var heads = new long[size];
    for (int word = 0; word < size; word++) {
      heads[word] = head(starts[word], length(word));
    }
    var words = new int[size];
    Arrays.setAll(words, word -> word);
    IntSort.sort(
        words,
        (a, b) -> {
          if (first.length > 0 && first[a] != first[b]) {
            return first[a] > first[b] ? -1 : 1;
          }
          if (heads[a] != heads[b]) {
            return heads[a] < heads[b] ? -1 : 1;
          }
          return Arrays.compareUnsigned(
              bytes, starts[a], starts[a + 1], bytes, starts[b], starts[b + 1]);
        });
    return words;
  }

  /** A number that grows with the first bytes of a word. */
  private long head(int start, int length) {
    long head = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      head = head << 8 | (i < length ? bytes[start + i] & 0xff : 0);
    }
    return head ^ Long.MIN_VALUE;
  }
}

package freeworker.challenge.words;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Words and how often each was met, in two arrays that grow up to a bound. An entry is a count, a
 * length and the bytes of the word, one after the other, since they are needed together; it goes by
 * the place where it begins.
 */
final class WordTable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int FIRST_PLACES = 512;
  private static final int FIRST_BYTES = 4096;
  private static final int MOST_PLACES = 1 << 29;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;
  private static final long LOW = 0xffffffffL;

  private final long room;

  /** The hash of a word above, where its entry begins, plus one, below; 0 where none is. */
  private long[] places = new long[FIRST_PLACES];

  private byte[] bytes = new byte[FIRST_BYTES];
  private int end;
  private int size;
  private long[] fetched = new long[0];

  /** What nobody needs, so that reading it is no work in vain. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

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
    long[] table = places;
    int mask = table.length - 1;
    int place = Hash.spread(hash) & mask;
    for (long found = table[place]; found != 0; found = table[place]) {
      if ((int) (found >>> 32) == hash) {
        int entry = (int) (found & LOW) - 1;
        if (is(entry, from, start, length)) {
          LONG.set(bytes, entry, (long) LONG.get(bytes, entry) + count);
          return true;
        }
      }
      place = place + 1 & mask;
    }
    return put(from, start, length, hash, count);
  }

  /** Has in the processor's cache what words of these hashes need, if the table has them. */
  void fetch(int[] hashes, int words) {
    long[] table = places;
    int mask = table.length - 1;
    if (fetched.length < words) {
      fetched = new long[words];
    }
    long[] found = fetched;
    for (int i = 0; i < words; i++) {
      found[i] = table[Hash.spread(hashes[i]) & mask];
    }
    int sum = 0;
    for (int i = 0; i < words; i++) {
      sum += bytes[(int) Math.max(0, (found[i] & LOW) - 1)];
    }
    touched = sum;
  }

  private boolean is(int entry, byte[] from, int start, int length) {
    byte[] mine = bytes;
    if ((int) INT.get(mine, entry + Long.BYTES) != length) {
      return false;
    }
    int at = entry + HEADER;
    int other = start;
    int left = length;
    while (left >= Long.BYTES) {
      if ((long) LONG.get(mine, at) != (long) LONG.get(from, other)) {
        return false;
      }
      at += Long.BYTES;
      other += Long.BYTES;
      left -= Long.BYTES;
    }
    if (at + Long.BYTES <= mine.length && other + Long.BYTES <= from.length) {
      // What follows the words is cut off.
      long differing = (long) LONG.get(mine, at) ^ (long) LONG.get(from, other);
      return (differing & ((1L << (left * Byte.SIZE)) - 1)) == 0;
    }
    for (int i = 0; i < left; i++) {
      if (mine[at + i] != from[other + i]) {
        return false;
      }
    }
    return true;
  }

  private boolean put(byte[] from, int start, int length, int hash, long count) {
    if (HEADER + length > bytes.length - end || 2 * size >= places.length) {
      if (!grow(HEADER + length)) {
        return false;
      }
    }
    int entry = end;
    LONG.set(bytes, entry, count);
    INT.set(bytes, entry + Long.BYTES, length);
    System.arraycopy(from, start, bytes, entry + HEADER, length);
    end += HEADER + length;
    size++;
    places[free(places, hash)] = (long) hash << 32 | entry + 1;
    return true;
  }

  private static int free(long[] table, int hash) {
    int place = Hash.spread(hash) & table.length - 1;
    while (table[place] != 0) {
      place = place + 1 & table.length - 1;
    }
    return place;
  }

  private boolean grow(int more) {
    if (more > bytes.length - end) {
      long wanted = Math.max(2L * bytes.length, (long) end + more);
      wanted = Math.min(wanted, MOST_BYTES);
      if (wanted - end < more || (size > 0 && held() + wanted > room)) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, (int) wanted);
    }
    if (2 * size >= places.length) {
      if (places.length >= MOST_PLACES || held() + 2L * places.length * Long.BYTES > room) {
        return false;
      }
      var wider = new long[2 * places.length];
      for (long place : places) {
        if (place != 0) {
          wider[free(wider, (int) (place >>> 32))] = place;
        }
      }
      places = wider;
    }
    return true;
  }

  private long held() {
    return bytes.length + (long) places.length * Long.BYTES;
  }

  /** Forgets all words, and keeps the room that they had. */
  void clear() {
    Arrays.fill(places, 0);
    end = 0;
    size = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the bytes of a word begin. */
  int start(int entry) {
    return entry + HEADER;
  }

  int length(int entry) {
    return (int) INT.get(bytes, entry + Long.BYTES);
  }

  long count(int entry) {
    return (long) LONG.get(bytes, entry);
  }

  /** All entries, as they came. */
  int[] entries() {
    var entries = new int[size];
    int entry = 0;
    for (int i = 0; i < size; i++) {
      entries[i] = entry;
      entry += HEADER + length(entry);
    }
    return entries;
  }

  /** The entries by the bytes of their words. */
  int[] byWord() {
    return sorted(false);
  }

  /** The entries in the order of the result: often ones first, then by their bytes. */
  int[] byCount() {
    return sorted(true);
  }

  private int[] sorted(boolean counted) {
    int[] entries = entries();
    IntSort.sort(
        entries,
        (a, b) -> {
          if (counted) {
            long one = count(a);
            long other = count(b);
            if (one != other) {
              return one > other ? -1 : 1;
            }
          }
          return compare(a, b);
        });
    return entries;
  }

  private int compare(int a, int b) {
    int one = length(a);
    int other = length(b);
    int startA = start(a);
    int startB = start(b);
    if (one >= Integer.BYTES && other >= Integer.BYTES) {
      int headA = Integer.reverseBytes((int) INT.get(bytes, startA));
      int headB = Integer.reverseBytes((int) INT.get(bytes, startB));
      if (headA != headB) {
        return Integer.compareUnsigned(headA, headB);
      }
    }
    return Arrays.compareUnsigned(bytes, startA, startA + one, bytes, startB, startB + other);
  }
}

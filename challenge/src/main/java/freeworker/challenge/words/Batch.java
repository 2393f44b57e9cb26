package freeworker.challenge.words;

import java.io.IOException;

/**
 * Words that are counted many at once: so the places of a large table that they need are fetched
 * together, where one after the other would wait for memory each time.
 */
final class Batch implements WordSink {
  private static final int WORDS = 256;
  private static final int BYTES = 8192;

  private final WordTable table;
  private final Full full;
  private final byte[] bytes = new byte[BYTES];
  private final int[] ends = new int[WORDS];
  private final int[] hashes = new int[WORDS];
  private int size;
  private int end;

  /** What to do with a full table, so that it has room. */
  interface Full {
    void empty() throws IOException, InterruptedException;
  }

  Batch(WordTable table, Full full) {
    this.table = table;
    this.full = full;
  }

  @Override
  public void take(byte[] from, int length, int hash) throws IOException, InterruptedException {
    if (size == WORDS || length > BYTES - end) {
      flush();
    }
    if (length > BYTES) {
      add(from, 0, length, hash);
      return;
    }
    System.arraycopy(from, 0, bytes, end, length);
    end += length;
    ends[size] = end;
    hashes[size++] = hash;
  }

  /** Counts those that are not counted yet. */
  void flush() throws IOException, InterruptedException {
    table.fetch(hashes, size);
    int start = 0;
    for (int word = 0; word < size; word++) {
      add(bytes, start, ends[word] - start, hashes[word]);
      start = ends[word];
    }
    size = 0;
    end = 0;
  }

  private void add(byte[] from, int start, int length, int hash)
      throws IOException, InterruptedException {
    if (!table.add(from, start, length, hash, 1)) {
      full.empty();
      table.add(from, start, length, hash, 1);
    }
  }
}

package freeworker.challenge.words;

import java.io.Closeable;
import java.io.IOException;

/** The words that a member owns: counted in memory while there is room, and else on disk. */
final class Group implements Closeable {
  /*
   * Guarded by this: all. One thread adds what the others send, another one what this member found
   * itself.
   */
  private final WordTable table;
  private final Runs byWord;
  private final Runs byRank;

  Group(Room room) {
    table = new WordTable(room.owned());
    byWord = new Runs(Merge::byWord, room.piece());
    byRank = new Runs(Merge::byRank, room.piece());
  }

  /** Adds the words of a letter. */
  synchronized void add(byte[] letter) throws IOException {
    Entries entries = Entries.of(letter);
    while (entries.next()) {
      int hash = Hash.of(entries.bytes, entries.start, entries.length);
      add(entries, hash);
    }
  }

  private void add(Cursor word, int hash) throws IOException {
    if (!table.add(word.bytes, word.start, word.length, hash, word.count)) {
      byWord.add(new TableCursor(table, table.byWord()));
      table.clear();
      table.add(word.bytes, word.start, word.length, hash, word.count);
    }
  }

  /** All words that were added, which has to be all that there are. */
  synchronized Ranking ranking() throws IOException {
    if (byWord.isEmpty()) {
      return Ranking.Table.of(table);
    }
    byWord.add(new TableCursor(table, table.byWord()));
    table.clear();
    var histogram = new Histogram();
    Cursor all = byWord.all();
    while (all.next()) {
      histogram.add(all.length, all.count);
      int hash = Hash.of(all.bytes, all.start, all.length);
      if (!table.add(all.bytes, all.start, all.length, hash, all.count)) {
        rank();
        table.add(all.bytes, all.start, all.length, hash, all.count);
      }
    }
    rank();
    byWord.close();
    return new Ranking.Disk(byRank, histogram);
  }

  private void rank() throws IOException {
    byRank.add(new TableCursor(table, table.byCount()));
    table.clear();
  }

  /** Whether some of it is on disk. */
  synchronized boolean spilled() {
    return !byWord.isEmpty();
  }

  @Override
  public synchronized void close() throws IOException {
    byWord.close();
    byRank.close();
  }
}

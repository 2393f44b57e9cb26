package freeworker.challenge.words;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A sorted list as it comes in letters: the first of them in memory, the others on disk. */
final class Spool implements Closeable {
  private final AtomicLong room;
  private final int piece;
  private final List<byte[]> letters = new ArrayList<>();
  private @Nullable Run rest;

  /**
   * @param room how many bytes may yet be held in memory, for all spools of a member
   */
  Spool(AtomicLong room, int piece) {
    this.room = room;
    this.piece = piece;
  }

  void add(byte[] letter) throws IOException {
    if (rest == null && room.addAndGet(-letter.length) >= 0) {
      letters.add(letter);
      return;
    }
    if (rest == null) {
      rest = new Run(piece);
    }
    rest.append(letter);
  }

  /** The list, once it is there as a whole. */
  Cursor all() {
    return new Chain(letters, rest);
  }

  @Override
  public void close() throws IOException {
    if (rest != null) {
      rest.close();
    }
  }

  /** The letters one after the other, and then the file. */
  private static final class Chain extends Cursor {
    private final List<Cursor> links = new ArrayList<>();
    private int link;

    Chain(List<byte[]> letters, @Nullable Run rest) {
      letters.forEach(letter -> links.add(Entries.of(letter)));
      if (rest != null) {
        links.add(rest.all());
      }
    }

    @Override
    boolean next() throws IOException {
      for (; link < links.size(); link++) {
        Cursor here = links.get(link);
        if (here.next()) {
          bytes = here.bytes;
          start = here.start;
          length = here.length;
          count = here.count;
          return true;
        }
      }
      return false;
    }
  }
}

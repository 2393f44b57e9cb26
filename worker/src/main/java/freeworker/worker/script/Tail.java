package freeworker.worker.script;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The last bytes of what comes, kept in a file of limited length. Not for several threads. */
final class Tail implements AutoCloseable {
  private final Path path;
  private final long room;
  private @Nullable RandomAccessFile file;
  private long came;

  /**
   * @param room how many bytes are kept
   */
  Tail(Path path, long room) {
    this.path = path;
    this.room = room;
  }

  void add(byte[] bytes, int from, int count) throws IOException {
    // Of more than there is room for only the end stays.
    int skipped = (int) Math.max(0, count - room);
    came += skipped;
    int at = from + skipped;
    int left = count - skipped;
    while (left > 0) {
      long position = came % room;
      int some = (int) Math.min(left, room - position);
      RandomAccessFile open = open();
      open.seek(position);
      open.write(bytes, at, some);
      came += some;
      at += some;
      left -= some;
    }
  }

  private RandomAccessFile open() throws IOException {
    if (file == null) {
      file = new RandomAccessFile(path.toFile(), "rw");
    }
    return file;
  }

  /** How many bytes came and are not here. */
  long missing() {
    return Math.max(0, came - room);
  }

  /** How many bytes are here. */
  long length() {
    return Math.min(came, room);
  }

  /** Reads some of what is here, from an offset into that. */
  byte[] read(long offset, int most) throws IOException {
    long position = (missing() + offset) % room;
    int count = (int) Math.min(most, Math.min(length() - offset, room - position));
    byte[] bytes = new byte[count];
    RandomAccessFile open = open();
    open.seek(position);
    open.readFully(bytes);
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}

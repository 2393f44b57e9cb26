package freeworker.challenge.words;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Goes through entries as a {@link Pen} wrote them: in a letter, or in a file. */
final class Entries extends Cursor {
  private static final int LONGEST_NUMBER = 9;

  private final @Nullable FileChannel file;
  private final long end;
  private long position;
  private int at;
  private int limit;

  private Entries(@Nullable FileChannel file, long position, long end) {
    this.file = file;
    this.position = position;
    this.end = end;
  }

  /** Those of a letter after its kind. */
  static Entries of(byte[] letter) {
    var entries = new Entries(null, 0, 0);
    entries.bytes = letter;
    entries.at = 1;
    entries.limit = letter.length;
    return entries;
  }

  /** Those between two places of a file, read in pieces of some size. */
  static Entries of(FileChannel file, long begin, long end, int piece) {
    var entries = new Entries(file, begin, end);
    entries.bytes = new byte[piece];
    return entries;
  }

  /** How far it has come: the entry's end in its file. */
  long position() {
    return position - (limit - at);
  }

  @Override
  boolean next() throws IOException {
    if (file != null && limit - at < 2 * LONGEST_NUMBER) {
      fill(2 * LONGEST_NUMBER);
    }
    if (at == limit) {
      return false;
    }
    length = (int) number();
    if (length + LONGEST_NUMBER > limit - at && file != null) {
      fill(length + LONGEST_NUMBER);
    }
    start = at;
    at += length;
    count = number();
    return true;
  }

  private long number() {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      number |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return number;
      }
    }
  }

  /** Has that many bytes there, or all that are left. */
  private void fill(int wanted) throws IOException {
    FileChannel from = file;
    if (from == null) {
      return;
    }
    byte[] old = bytes;
    if (wanted > old.length) {
      bytes = Arrays.copyOf(old, wanted);
    }
    System.arraycopy(old, at, bytes, 0, limit - at);
    limit -= at;
    at = 0;
    while (limit < wanted && position < end) {
      int most = (int) Math.min(bytes.length - limit, end - position);
      int read = from.read(ByteBuffer.wrap(bytes, limit, most), position);
      if (read < 0) {
        throw new EOFException("a file of this task ends at " + position + ", not at " + end);
      }
      limit += read;
      position += read;
    }
  }
}

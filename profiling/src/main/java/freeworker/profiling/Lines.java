package freeworker.profiling;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Lines with their numbers, none of them endless, read in large blocks. */
final class Lines implements AutoCloseable {
  private static final int LIMIT = 1 << 20;
  private static final int BLOCK = 1 << 17;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;
  private static final long LINE_FEEDS = '\n' * ONES;

  private final InputStream in;
  private final Path part;
  private final BooleanSupplier over;
  private byte[] bytes = new byte[BLOCK];
  private int from;
  private int to;
  private int next;
  private int filled;
  private long number;
  private boolean complete;
  private boolean ended;
  private boolean torn;

  /**
   * @param over whether nobody appends to the file any more; asked at its end, and then read on
   */
  Lines(InputStream in, Path part, BooleanSupplier over) {
    this.in = in;
    this.part = part;
    this.over = over;
  }

  /** Goes to the next line; false when there is none. */
  boolean next() throws IOException, BadProfile {
    if (ended) {
      return false;
    }
    number++;
    from = next;
    int end = end(next);
    while (end < 0) {
      int searched = filled - from;
      if (!fill()) {
        ended = true;
        to = filled;
        torn = to > from;
        return torn;
      }
      end = end(from + searched);
    }
    next = end + 1;
    to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    return true;
  }

  /** Where the line ends, or -1 when that is not known yet. */
  private int end(int start) throws BadProfile {
    byte[] block = bytes;
    int limit = filled;
    int at = start;
    while (at <= limit - Long.BYTES && !ends((long) EIGHT.get(block, at))) {
      at += Long.BYTES;
    }
    while (at < limit && block[at] != '\n' && block[at] != 0) {
      at++;
    }
    if (at - from > LIMIT) {
      throw new BadProfile(part, number, "it has more than " + LIMIT + " bytes; no row has.");
    }
    if (at == limit) {
      return -1;
    }
    if (block[at] == 0) {
      throw new BadProfile(part, number, "it holds a zero byte; this is no text file.");
    }
    return at;
  }

  /** Whether one of eight bytes is a line feed or zero. */
  private static boolean ends(long bytes) {
    long feeds = bytes ^ LINE_FEEDS;
    return ((((feeds - ONES) & ~feeds) | ((bytes - ONES) & ~bytes)) & HIGHEST) != 0;
  }

  /** Reads more behind what was begun of a line; false at the end. */
  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, filled - from);
      filled -= from;
      from = 0;
    }
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * filled);
    }
    int more = in.read(bytes, filled, bytes.length - filled);
    if (more < 0 && !complete && over.getAsBoolean()) {
      complete = true;
      more = in.read(bytes, filled, bytes.length - filled);
    }
    filled += Math.max(0, more);
    return more >= 0;
  }

  /** What holds the line; its bytes are those from {@link #from} up to {@link #to}. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean empty() {
    return from == to;
  }

  String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  long number() {
    return number;
  }

  /** Whether the line that was read last has no end. */
  boolean torn() {
    return torn;
  }

  /** Whether nobody appended to the file any more when its end was read. */
  boolean complete() {
    return complete;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package freeworker.wire.parcel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of one object where they are: a part of a frame that was read, or the pieces in which
 * they were written, and the large arrays that it refers to by their numbers. They are many
 * megabytes at times, and each copy of them takes as long as a good part of their way.
 */
public final class Block {
  /** A part of an array, which must not change any more. */
  record Piece(byte[] bytes, int from, int length) {}

  /** A smaller array is not worth a reference. */
  static final int LARGE = 64 << 10;

  /** So many of them may be loose. */
  static final int MOST_LOOSE = 255;

  private final List<Piece> pieces;
  private final List<byte[]> loose;
  private final int inline;
  private final int length;

  Block(List<Piece> pieces) {
    this(pieces, List.of());
  }

  /**
   * @param loose what is referred to; whoever reads the object gets these very arrays
   */
  Block(List<Piece> pieces, List<byte[]> loose) {
    int all = 0;
    for (Piece piece : pieces) {
      all = Math.addExact(all, piece.length());
    }
    this.inline = all;
    for (byte[] array : loose) {
      all = Math.addExact(all, array.length);
    }
    this.pieces = List.copyOf(pieces);
    this.loose = List.copyOf(loose);
    this.length = all;
  }

  /** All bytes of an array, which must not change any more. */
  public static Block of(byte[] bytes) {
    return new Block(List.of(new Piece(bytes, 0, bytes.length)));
  }

  public int length() {
    return length;
  }

  /** All bytes in one array, which must not be changed; for a block of which nothing is loose. */
  public byte[] bytes() {
    if (!loose.isEmpty()) {
      throw new IllegalStateException(loose.size() + " arrays of it are loose");
    }
    if (pieces.size() == 1 && pieces.get(0).bytes().length == length) {
      return pieces.get(0).bytes();
    }
    return after(0);
  }

  List<Piece> pieces() {
    return pieces;
  }

  List<byte[]> loose() {
    return loose;
  }

  /** How many bytes it has without what is loose. */
  int inline() {
    return inline;
  }

  /** The first byte, or -1 where there is none. */
  int first() {
    for (Piece piece : pieces) {
      if (piece.length() > 0) {
        return piece.bytes()[piece.from()];
      }
    }
    return -1;
  }

  /** A copy without so many bytes at the beginning. */
  byte[] after(int skipped) {
    var copy = new byte[inline - skipped];
    int at = 0;
    int left = skipped;
    for (Piece piece : pieces) {
      int before = Math.min(piece.length(), left);
      int count = piece.length() - before;
      System.arraycopy(piece.bytes(), piece.from() + before, copy, at, count);
      left -= before;
      at += count;
    }
    return copy;
  }

  InputStream open() {
    if (pieces.size() == 1) {
      return open(pieces.get(0));
    }
    List<InputStream> streams = new ArrayList<>();
    pieces.forEach(piece -> streams.add(open(piece)));
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  private static InputStream open(Piece piece) {
    return new ByteArrayInputStream(piece.bytes(), piece.from(), piece.length());
  }
}

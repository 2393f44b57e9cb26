package freeworker.wire.parcel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The bytes of one object where they are: a part of a frame that was read, or the pieces in which
 * they were written. They are many megabytes at times, and each copy of them takes as long as a
 * good part of their way.
 */
public final class Block {
  /** A part of an array, which must not change any more. */
  record Piece(byte[] bytes, int from, int length) {}

  private final List<Piece> pieces;
  private final int length;

  Block(List<Piece> pieces) {
    int all = 0;
    for (Piece piece : pieces) {
      all = Math.addExact(all, piece.length());
    }
    this.pieces = List.copyOf(pieces);
    this.length = all;
  }

  /** All bytes of an array, which must not change any more. */
  public static Block of(byte[] bytes) {
    return new Block(List.of(new Piece(bytes, 0, bytes.length)));
  }

  public int length() {
    return length;
  }

  /** All bytes in one array, which must not be changed. */
  public byte[] bytes() {
    if (pieces.size() == 1 && pieces.get(0).bytes().length == length) {
      return pieces.get(0).bytes();
    }
    return after(0);
  }

  List<Piece> pieces() {
    return pieces;
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
    var copy = new byte[length - skipped];
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

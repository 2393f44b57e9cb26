package freeworker.wire.parcel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the parts of a frame, one after the other; what is large is copied once. */
final class FrameWriter {
  /** A larger block is put into the frame when it is complete. */
  private static final int LARGE = 4 << 10;

  private static final int MOST = 1 << 20;

  private record Piece(byte[] bytes, int length) {}

  private final List<Piece> pieces = new ArrayList<>(0);
  private int before;
  private byte[] bytes;
  private int length;

  FrameWriter(int expected) {
    bytes = new byte[Math.max(64, expected)];
  }

  void oneByte(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  void number(int value) {
    room(4);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  void text(String text) {
    block(text.getBytes(StandardCharsets.UTF_8));
  }

  void hash(Hash hash) {
    raw(hash.bytes(), 0, Hash.BYTES);
  }

  /** Its bytes must not change before the frame is complete. */
  void block(byte[] block) {
    number(block.length);
    if (block.length > LARGE) {
      next(64);
      add(block, block.length);
    } else {
      raw(block, 0, block.length);
    }
  }

  void raw(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void room(int more) {
    if (more > bytes.length - length) {
      next(Math.max(more, Math.min(before + length, MOST)));
    }
  }

  /** Begins another piece, for so many bytes at first. */
  private void next(int expected) {
    add(bytes, length);
    bytes = new byte[expected];
    length = 0;
  }

  private void add(byte[] piece, int count) {
    before = Math.addExact(before, count);
    pieces.add(new Piece(piece, count));
  }

  byte[] bytes() {
    if (pieces.isEmpty()) {
      return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
    var all = new byte[Math.addExact(before, length)];
    int at = 0;
    for (Piece piece : pieces) {
      System.arraycopy(piece.bytes(), 0, all, at, piece.length());
      at += piece.length();
    }
    System.arraycopy(bytes, 0, all, at, length);
    return all;
  }
}

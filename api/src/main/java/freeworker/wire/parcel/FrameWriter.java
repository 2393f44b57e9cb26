package freeworker.wire.parcel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the parts of a frame, one after the other; what is large is copied once. */
final class FrameWriter {
  /** A larger block is put into the frame when it is complete. */
  private static final int LARGE = 4 << 10;

  private static final int MOST = 1 << 20;

  /** Where a loose array of an object is. */
  static final int WITHIN = 0;

  static final int BESIDE = 1;

  private final List<Block.Piece> pieces = new ArrayList<>(0);
  private final List<byte[]> beside = new ArrayList<>(0);
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

  void longNumber(long value) {
    number((int) (value >>> 32));
    number((int) value);
  }

  void text(String text) {
    block(text.getBytes(StandardCharsets.UTF_8));
  }

  void hash(Hash hash) {
    raw(hash.bytes(), 0, Hash.BYTES);
  }

  /** Its bytes must not change before the frame is complete. */
  void block(byte[] block) {
    inline(Block.of(block));
  }

  /**
   * The same for an object; what is loose of it lies beside the frame where there is room. An array
   * that two objects were given becomes one for each.
   */
  void object(Block block) {
    inline(block);
    oneByte(block.loose().size());
    for (byte[] array : block.loose()) {
      boolean lies =
          beside.size() < Freight.MOST && beside.stream().noneMatch(each -> each == array);
      oneByte(lies ? BESIDE : WITHIN);
      if (lies) {
        beside.add(array);
      } else {
        block(array);
      }
    }
  }

  private void inline(Block block) {
    number(block.inline());
    if (block.inline() > LARGE) {
      next(64);
      block.pieces().forEach(this::add);
    } else {
      block.pieces().forEach(piece -> raw(piece.bytes(), piece.from(), piece.length()));
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
    add(new Block.Piece(bytes, 0, length));
    bytes = new byte[expected];
    length = 0;
  }

  private void add(Block.Piece piece) {
    before = Math.addExact(before, piece.length());
    pieces.add(piece);
  }

  /** What was written, where it is; nothing more can be. */
  Block whole() {
    add(new Block.Piece(bytes, 0, length));
    return new Block(pieces);
  }

  /** The same in one array. */
  byte[] bytes() {
    return whole().bytes();
  }

  /** The same with what lies beside it. */
  Freight freight() {
    return new Freight(bytes(), beside);
  }
}

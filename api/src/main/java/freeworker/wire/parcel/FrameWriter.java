package freeworker.wire.parcel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the parts of a frame, one after the other. */
final class FrameWriter {
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

  void block(byte[] block) {
    number(block.length);
    raw(block, 0, block.length);
  }

  void raw(byte[] from, int offset, int count) {
    room(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  private void room(int more) {
    int needed = Math.addExact(length, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * length, 1 << 30)));
    }
  }

  byte[] bytes() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }
}

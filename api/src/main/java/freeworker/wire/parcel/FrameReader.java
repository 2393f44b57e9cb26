package freeworker.wire.parcel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the parts of a frame; whatever does not fit is a {@link BadFrame}. */
final class FrameReader {
  private final String frame;
  private final ByteBuffer bytes;
  private final Iterator<byte[]> beside;

  FrameReader(String frame, byte[] bytes, int limit, int mark, int version) {
    this(frame, Freight.of(bytes), limit, mark, version);
  }

  /**
   * @param frame what kind of frame it is, for people
   */
  FrameReader(String frame, Freight freight, int limit, int mark, int version) {
    this.frame = frame;
    this.bytes = ByteBuffer.wrap(freight.frame());
    this.beside = freight.beside().iterator();
    if (freight.length() > limit) {
      throw bad("has " + freight.length() + " bytes; the limit is " + limit);
    }
    int found = oneByte("its mark");
    if (found != mark) {
      throw bad("begins with " + found + " instead of " + mark);
    }
    int spoken = oneByte("its version");
    if (spoken != version) {
      throw bad(
          "is of version "
              + spoken
              + ", and this program speaks version "
              + version
              + ". Use the same release of Freeworker on both sides");
    }
  }

  int oneByte(String what) {
    need(1, what);
    return bytes.get() & 0xff;
  }

  int number(String what) {
    need(4, what);
    return bytes.getInt();
  }

  long longNumber(String what) {
    need(8, what);
    return bytes.getLong();
  }

  /** A count of parts that take at least so many bytes each. */
  int count(String what, int limit, int least) {
    int count = number(what);
    if (count < 0 || count > limit) {
      throw bad("counts " + count + " " + what + "; the limit is " + limit);
    }
    need((long) count * least, what);
    return count;
  }

  String text(String what, int limit) {
    int length = length(what, limit);
    ByteBuffer part = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
    } catch (CharacterCodingException e) {
      throw bad("has " + what + " that is not UTF-8");
    }
  }

  Hash hash(String what) {
    need(Hash.BYTES, what);
    return Hash.from(bytes);
  }

  byte[] block(String what, int limit) {
    byte[] block = new byte[length(what, limit)];
    bytes.get(block);
    return block;
  }

  /** An object where it is. */
  Block object(String what, int limit) {
    int length = length(what, limit);
    var part = new Block.Piece(bytes.array(), bytes.position(), length);
    bytes.position(bytes.position() + length);
    List<byte[]> loose = new ArrayList<>(0);
    for (int left = oneByte("how many of its arrays are loose"); left > 0; left--) {
      byte[] array = loose(what, limit - length);
      length += array.length;
      loose.add(array);
    }
    return new Block(List.of(part), loose);
  }

  private byte[] loose(String what, int limit) {
    int where = oneByte("where an array is");
    if (where == FrameWriter.WITHIN) {
      return block(what, limit);
    }
    if (where != FrameWriter.BESIDE || !beside.hasNext()) {
      throw bad("has " + what + " with an array that is not there");
    }
    byte[] array = beside.next();
    if (array.length > limit) {
      throw bad("has " + what + " with " + array.length + " bytes more; the limit is " + limit);
    }
    return array;
  }

  /** Nothing may follow. */
  void end() {
    if (bytes.hasRemaining()) {
      throw bad("has " + bytes.remaining() + " bytes left over");
    }
    if (beside.hasNext()) {
      throw bad("has an array beside it that it does not name");
    }
  }

  BadFrame bad(String why) {
    return new BadFrame("The " + frame + " " + why + ".");
  }

  private int length(String what, int limit) {
    int length = number(what);
    if (length < 0 || length > limit) {
      throw bad("has " + what + " of " + length + " bytes; the limit is " + limit);
    }
    need(length, what);
    return length;
  }

  private void need(long more, String what) {
    if (bytes.remaining() < more) {
      throw bad("ends within " + what + " at byte " + bytes.limit());
    }
  }
}

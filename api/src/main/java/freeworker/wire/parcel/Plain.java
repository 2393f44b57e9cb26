package freeworker.wire.parcel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * A stream of objects begins with two bytes of its own and describes the classes of what it holds,
 * which for a number costs more than a whole call. Whatever begins with one of these marks is none.
 */
/** The plainest values as bytes: a mark, and what they are. */
final class Plain {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int INT = 3;
  private static final int LONG = 4;
  private static final int DOUBLE = 5;
  private static final int TEXT = 6;
  private static final int BYTES = 7;

  private Plain() {}

  /**
   * The bytes of a value, or null when it is none of these.
   *
   * @param lent whether an array will not change until it has been read
   */
  static @Nullable Block write(@Nullable Object value, boolean lent) {
    if (value == null) {
      return Block.of(new byte[] {NULL});
    }
    Class<?> type = value.getClass();
    if (type == Integer.class) {
      return number(INT, (Integer) value, Integer.BYTES);
    }
    if (type == String.class) {
      String text = (String) value;
      // Half a character has no bytes in UTF-8.
      return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
          ? null
          : marked(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }
    if (type == Long.class) {
      return number(LONG, (Long) value, Long.BYTES);
    }
    if (type == Double.class) {
      return number(DOUBLE, Double.doubleToRawLongBits((Double) value), Long.BYTES);
    }
    if (type == Boolean.class) {
      return Block.of(new byte[] {(byte) ((Boolean) value ? TRUE : FALSE)});
    }
    if (type == byte[].class) {
      byte[] bytes = (byte[]) value;
      return marked(BYTES, lent ? bytes : bytes.clone());
    }
    return null;
  }

  private static Block number(int mark, long value, int length) {
    byte[] bytes = new byte[1 + length];
    bytes[0] = (byte) mark;
    for (int i = length; i > 0; i--) {
      bytes[i] = (byte) (value >>> (8 * (length - i)));
    }
    return Block.of(bytes);
  }

  /** A large value is loose, so that whoever reads it gets its array as it came. */
  private static Block marked(int mark, byte[] value) {
    var begin = new Block.Piece(new byte[] {(byte) mark}, 0, 1);
    return value.length < Block.LARGE
        ? new Block(List.of(begin, new Block.Piece(value, 0, value.length)))
        : new Block(List.of(begin), List.of(value));
  }

  /** Whether these bytes are no stream of objects. */
  static boolean is(Block bytes) {
    int first = bytes.first();
    return first >= NULL && first <= BYTES;
  }

  /**
   * @throws BadFrame when the value has other bytes than it can have
   */
  static @Nullable Object read(Block block) {
    int mark = block.first();
    byte[] value = value(block);
    return switch (mark) {
      case NULL -> {
        number(mark, value, 0);
        yield null;
      }
      case FALSE, TRUE -> {
        number(mark, value, 0);
        yield mark == TRUE;
      }
      case INT -> (int) number(mark, value, Integer.BYTES);
      case LONG -> number(mark, value, Long.BYTES);
      case DOUBLE -> Double.longBitsToDouble(number(mark, value, Long.BYTES));
      case TEXT -> new String(value, StandardCharsets.UTF_8);
      default -> value;
    };
  }

  private static byte[] value(Block block) {
    List<byte[]> loose = block.loose();
    if (loose.isEmpty()) {
      return block.after(1);
    }
    if (loose.size() > 1 || block.inline() > 1) {
      throw new BadFrame("A value is in several parts.");
    }
    return loose.get(0);
  }

  private static long number(int mark, byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new BadFrame("A value of kind " + mark + " has " + (1 + bytes.length) + " bytes.");
    }
    long value = 0;
    for (byte each : bytes) {
      value = value << 8 | (each & 0xff);
    }
    return value;
  }
}

package freeworker.wire.parcel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

  /** The bytes of a value, or null when it is none of these. */
  static byte @Nullable [] write(@Nullable Object value) {
    if (value == null) {
      return new byte[] {NULL};
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
      return new byte[] {(byte) ((Boolean) value ? TRUE : FALSE)};
    }
    return type == byte[].class ? marked(BYTES, (byte[]) value) : null;
  }

  private static byte[] number(int mark, long value, int length) {
    byte[] bytes = new byte[1 + length];
    bytes[0] = (byte) mark;
    for (int i = length; i > 0; i--) {
      bytes[i] = (byte) (value >>> (8 * (length - i)));
    }
    return bytes;
  }

  private static byte[] marked(int mark, byte[] value) {
    byte[] bytes = new byte[1 + value.length];
    bytes[0] = (byte) mark;
    System.arraycopy(value, 0, bytes, 1, value.length);
    return bytes;
  }

  /** Whether these bytes are no stream of objects. */
  static boolean is(byte[] bytes) {
    return bytes.length > 0 && bytes[0] >= NULL && bytes[0] <= BYTES;
  }

  /**
   * @throws BadFrame when the value has other bytes than it can have
   */
  static @Nullable Object read(byte[] bytes) {
    return switch (bytes[0]) {
      case NULL -> {
        rest(bytes, 0);
        yield null;
      }
      case FALSE, TRUE -> {
        rest(bytes, 0);
        yield bytes[0] == TRUE;
      }
      case INT -> (int) rest(bytes, Integer.BYTES);
      case LONG -> rest(bytes, Long.BYTES);
      case DOUBLE -> Double.longBitsToDouble(rest(bytes, Long.BYTES));
      case TEXT -> new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
      default -> Arrays.copyOfRange(bytes, 1, bytes.length);
    };
  }

  private static long rest(byte[] bytes, int length) {
    if (bytes.length != 1 + length) {
      throw new BadFrame("A value of kind " + bytes[0] + " has " + bytes.length + " bytes.");
    }
    long value = 0;
    for (int i = 1; i <= length; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }
}

package freeworker.wire.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainTest {
  private static final List<@Nullable Object> VALUES =
      Arrays.asList(
          null,
          true,
          false,
          0,
          -1,
          Integer.MIN_VALUE,
          Integer.MAX_VALUE,
          0L,
          -2L,
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          0.0,
          -0.0,
          Math.PI,
          Double.NaN,
          Double.longBitsToDouble(0x7ff8000000000abcL),
          "",
          "a",
          "größer €",
          "\0");

  private static byte[] bytes(@Nullable Object value) throws Exception {
    return ObjectBytes.write(value, 1000, type -> {}).bytes();
  }

  private static @Nullable Object back(byte[] bytes) throws Exception {
    return ObjectBytes.read(Block.of(bytes), name -> Class.forName(name));
  }

  @Test
  void thePlainestValuesComeBackEqualAndDescribeNoClass() throws Exception {
    for (Object value : VALUES) {
      byte[] bytes = bytes(value);

      assertEquals(value, back(bytes));
      assertTrue(Plain.is(Block.of(bytes)), () -> value + " travels plainly");
    }
    assertArrayEquals(new byte[] {3, 0, 0, 1, 0}, bytes(256));
    assertArrayEquals(new byte[] {1, -1}, (byte[]) back(bytes(new byte[] {1, -1})));
  }

  @Test
  void halfACharacterAndWhatIsNotPlainComeBackAsWell() throws Exception {
    for (Object value :
        List.of("\ud83d\ude00", "half \ud83d", 'c', (short) 3, 2.5f, List.of(1, "two"))) {
      byte[] bytes = bytes(value);

      assertEquals(value, back(bytes));
      assertTrue(!Plain.is(Block.of(bytes)), () -> value + " is a stream of objects");
    }
  }

  @Test
  void theLimitCountsTheMarkToo() throws Exception {
    assertEquals(1000, bytes(new byte[999]).length);
    assertThrows(ObjectBytes.TooLarge.class, () -> bytes(new byte[1000]));
    assertThrows(ObjectBytes.TooLarge.class, () -> bytes("x".repeat(1000)));
  }

  @Test
  void bytesThatAreTooFewOrTooManyAreRefused() throws Exception {
    var random = new Random(7);
    var plain = new ArrayList<byte[]>();
    for (Object value : VALUES) {
      if (!(value instanceof String)) {
        plain.add(bytes(value));
      }
    }
    for (byte[] bytes : plain) {
      byte[] more = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      assertThrows(BadFrame.class, () -> back(more), () -> Arrays.toString(more));
      if (bytes.length > 1) {
        byte[] fewer = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
        assertThrows(BadFrame.class, () -> back(fewer), () -> Arrays.toString(fewer));
      }
    }
  }
}

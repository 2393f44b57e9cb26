package freeworker.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.wire.door.Answers;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a program reads first from its broker comes as it was said, or not at all. */
class FirstAnswersTest {
  private static final Sizes SIZES = new Sizes(1, 20, 300, 4_000);

  /** Reads the bytes back; less or more than these is nothing. */
  private static <T> T read(byte[] bytes, Answers.Decoding<T> decoding) throws IOException {
    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> decoding.decode(part));
    }
    assertThrows(IOException.class, () -> decoding.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    return decoding.decode(bytes);
  }

  @Test
  void aWelcomeAndSizesComeAsTheyWereSaid() throws IOException {
    var welcome = new Welcome(7, 15_000_000_000L, SIZES);

    assertEquals(welcome, read(welcome.encode(), Welcome::decode));
    assertEquals(SIZES, read(SIZES.encode(), Sizes::decode));
  }

  @Test
  void sizesThatNobodyCanKeepToAreNone() {
    byte[] nothing = SIZES.encode();
    nothing[3] = 0;

    assertThrows(IOException.class, () -> Sizes.decode(nothing));
  }

  @Test
  void aGrantComesAsItWasSaid() throws IOException {
    var grant = Grant.of(1L << 40, 3, 9, new byte[] {5, 6}, 50_000_000);

    Grant read = read(grant.encode(), Grant::decode);

    assertArrayEquals(new byte[] {5, 6}, read.pass());
    assertArrayEquals(grant.encode(), read.encode());
    assertEquals(grant.lease(), read.lease());
    assertEquals(grant.turn(), read.turn());
    assertEquals("all are lent", read(Grant.none("all are lent").encode(), Grant::decode).words());
  }

  @Test
  void everyOrderComesAsItWasGivenAndNoOther() throws IOException {
    for (Order.Kind kind : Order.Kind.values()) {
      var order = new Order(kind, 12);

      assertEquals(order, read(order.encode(), Order::decode));
    }
    byte[] unknown = new Order(Order.Kind.STOP, 1).encode();
    unknown[2] = 'X';
    assertThrows(IOException.class, () -> Order.decode(unknown));
  }
}

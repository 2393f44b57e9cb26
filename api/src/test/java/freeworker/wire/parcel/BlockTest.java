package freeworker.wire.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BlockTest {
  @Test
  void whereItsBytesAreCannotBeTold() throws Exception {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 2_000; round++) {
      var bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(40)];
      random.nextBytes(bytes);
      Block block = inPieces(bytes, random);
      String which = "seed " + seed + ", round " + round;

      assertEquals(bytes.length, block.length(), which);
      assertEquals(bytes.length == 0 ? -1 : bytes[0], block.first(), which);
      assertArrayEquals(bytes, block.bytes(), which);
      assertArrayEquals(bytes, block.open().readAllBytes(), which);
      int skipped = random.nextInt(bytes.length + 1);
      assertArrayEquals(
          Arrays.copyOfRange(bytes, skipped, bytes.length), block.after(skipped), which);
      var out = new FrameWriter(1);
      out.object(block);
      var whole = new FrameWriter(1);
      whole.object(Block.of(bytes));
      assertArrayEquals(whole.bytes(), out.bytes(), which);
    }
  }

  /** The same bytes, cut at random places of which some are the same, within larger arrays. */
  private static Block inPieces(byte[] bytes, SplittableRandom random) {
    List<Block.Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < bytes.length || random.nextBoolean()) {
      int count = random.nextInt(bytes.length - at + 1);
      var around = new byte[3 + count + 2];
      System.arraycopy(bytes, at, around, 3, count);
      pieces.add(new Block.Piece(around, 3, count));
      at += count;
    }
    return new Block(pieces);
  }

  @Test
  void aWholeArrayIsNotCopied() {
    byte[] bytes = {1, 2, 3};

    assertSame(bytes, Block.of(bytes).bytes());
  }

  @Test
  void whatIsLargeComesBackFromAFrameWithoutACopy() {
    byte[] frame =
        new RunFrame(
                List.of(),
                List.of(),
                List.of(new Parcel("large", Hash.of(new byte[0]), new byte[100_000])))
            .encode()
            .frame();

    Block body = RunFrame.decode(Freight.of(frame)).parcels().get(0).body();

    assertEquals(100_000, body.length());
    assertSame(frame, body.pieces().get(0).bytes());
  }
}

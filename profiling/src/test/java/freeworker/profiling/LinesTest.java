package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final Path PART = Path.of("results_2.csv");

  private static Lines lines(InputStream in) {
    return new Lines(in, PART, () -> false);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> all(Lines lines) throws IOException, BadProfile {
    List<String> all = new ArrayList<>();
    while (lines.next()) {
      all.add(lines.text());
      assertEquals(all.size(), lines.number());
    }
    return all;
  }

  @Test
  void linesEndWithALineFeedAndLoseTheirCarriageReturn() throws Exception {
    assertEquals(
        List.of("a", "", "b\rc", "", "\u00e9"), all(lines(bytes("a\n\nb\rc\r\n\r\n\u00e9\n"))));
    assertEquals(List.of(), all(lines(bytes(""))));
  }

  @Test
  void aLineWithoutAnEndIsTorn() throws Exception {
    var lines = lines(bytes("a\nb\r"));

    assertTrue(lines.next());
    assertFalse(lines.torn());
    assertTrue(lines.next());

    assertTrue(lines.torn());
    assertEquals("b\r", lines.text());
    assertFalse(lines.next());
  }

  /** A pipe hands over as much as it has: any number of bytes, never none. */
  @Test
  void linesDoNotDependOnTheBlocksInWhichTheyArrive() throws Exception {
    long seed = System.nanoTime();
    System.out.println("lines: seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      List<String> expected = new ArrayList<>();
      int longest = 1 + random.nextInt(round % 10 == 0 ? 300_000 : 300);
      for (int i = random.nextInt(50); i >= 0; i--) {
        expected.add("x".repeat(random.nextInt(longest)) + i);
      }
      String text = String.join("\n", expected) + (random.nextBoolean() ? "\n" : "");
      int most = 1 + random.nextInt(longest);
      var drops =
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
              return super.read(to, offset, Math.min(length, 1 + random.nextInt(most)));
            }
          };

      assertEquals(expected, all(lines(drops)));
    }
  }

  @Test
  void aLineOfAMegabyteIsReadAndALongerOneRefused() throws Exception {
    String megabyte = "x".repeat(1 << 20);

    assertEquals(List.of("a", megabyte, "b"), all(lines(bytes("a\n" + megabyte + "\nb"))));

    var lines = lines(bytes("a\n" + megabyte + "x\n"));
    assertTrue(lines.next());
    var e = assertThrows(BadProfile.class, lines::next);
    assertEquals(2, e.line());
  }

  @Test
  void anEndlessLineIsRefusedBeforeItsEnd() {
    var endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThrows(BadProfile.class, () -> all(lines(endless)));
  }

  @Test
  void aZeroByteIsRefusedWithItsLine() {
    var e = assertThrows(BadProfile.class, () -> all(lines(bytes("a\nb\0c\n"))));

    assertEquals(2, e.line());
  }

  @Test
  void atTheEndOfASegmentThatIsOverWhatCameMeanwhileIsReadToo() throws Exception {
    var file = new SequenceInputStream(bytes("a\nb"), InputStream.nullInputStream());
    var appended = bytes("c\nd\n");
    var growing =
        new InputStream() {
          private boolean grown;

          @Override
          public int read() throws IOException {
            return grown ? appended.read() : file.read();
          }

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            return grown ? appended.read(to, offset, length) : file.read(to, offset, length);
          }
        };
    var lines =
        new Lines(
            growing,
            PART,
            () -> {
              growing.grown = true;
              return true;
            });

    assertEquals(List.of("a", "bc", "d"), all(lines));
    assertTrue(lines.complete());
    assertFalse(lines.torn());
  }
}

package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class WordCountTest {
  private static final long TINY = 300_000;

  @TempDir private Path folder;

  /** What a count left. */
  private record Counted(Report report, byte[] result, List<byte[]> callers) {}

  private Path write(String name, byte[] text) throws IOException {
    Path file = folder.resolve("texts").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text);
  }

  private Counted count(int members, WordCount count) throws Exception {
    return count(members, count, listing());
  }

  private Counted count(int members, WordCount count, Listing listing) throws Exception {
    Path result = folder.resolve("resultats.txt");
    try (var gang = new StubGang(members, count.task())) {
      Report report = count.count(gang, listing, result, phase -> {});
      assertFalse(Files.exists(folder.resolve("resultats.txt.part")));
      return new Counted(report, Files.readAllBytes(result), gang.callers);
    }
  }

  private Listing listing() throws IOException {
    return Listing.of(List.of(folder.resolve("texts")), folder.resolve("resultats.txt"));
  }

  private byte[] naive(Splitting splitting) throws IOException {
    var naive = new NaiveCount(splitting);
    for (Path file : listing().files()) {
      naive.add(Files.readAllBytes(file));
    }
    return naive.result();
  }

  private static void assertSame(byte[] wanted, byte[] found, String of) {
    if (!Arrays.equals(wanted, found)) {
      assertEquals(new String(wanted, UTF_8), new String(found, UTF_8), of);
      assertArrayEquals(wanted, found, of);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, LETTERS, true, false", "2, LETTERS, true, false", "3, LETTERS, false, false",
    "4, WHITESPACE, true, false", "5, LETTERS, true, false", "5, WHITESPACE, false, false",
    "2, LETTERS, true, true", "3, WHITESPACE, false, true", "5, LETTERS, false, true"
  })
  void aGangCountsAsOneWould(int members, Splitting splitting, boolean combining, boolean sending)
      throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int file = 0; file < 12; file++) {
      write("text " + file, RandomText.bytes(random, random.nextInt(4) * random.nextInt(9_000)));
    }

    for (long memory : new long[] {TINY, 1 << 26}) {
      var counted =
          count(
              members, new WordCount(splitting, combining, sending, memory, random.nextInt(3000)));

      assertSame(naive(splitting), counted.result(), "seed " + seed + ", memory " + memory);
      assertTrue(counted.report().whole());
    }
  }
}

package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PassageTest {
  /** Words with their counts, and how many bytes are broken. */
  private record Found(Map<String, Long> counts, long broken, long left) {}

  /** Reads a text in parts that end at these places, in pieces of chance. */
  private static Found read(byte[] text, Splitting splitting, Iterable<Integer> cuts, Random random)
      throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    var tokens =
        new Tokens(
            splitting,
            (from, length, hash) -> {
              assertEquals(Hash.of(from, 0, length), hash);
              counts.merge(new String(from, 0, length, UTF_8), 1L, Long::sum);
            });
    int begin = 0;
    List<Integer> ends = new ArrayList<>();
    cuts.forEach(ends::add);
    ends.add(text.length);
    for (int i = 0; i < ends.size(); i++) {
      int end = ends.get(i);
      var passage = new Passage(source(text, begin, random), splitting, new byte[16]);
      if (begin > 0) {
        passage.border();
      }
      if (i + 1 == ends.size()) {
        passage.toTheEnd(tokens);
      } else {
        passage.to(end - begin, tokens);
      }
      begin = end;
    }
    return new Found(counts, tokens.broken(), tokens.left());
  }

  private static Source source(byte[] text, int begin, Random random) {
    int[] at = {begin};
    return (into, start, length) -> {
      if (at[0] == text.length) {
        return -1;
      }
      int count = Math.min(1 + random.nextInt(length), text.length - at[0]);
      System.arraycopy(text, at[0], into, start, count);
      at[0] += count;
      return count;
    };
  }

  private static Found naive(byte[] text, Splitting splitting) {
    var naive = new NaiveCount(splitting).add(text);
    return new Found(naive.counts(), naive.broken(), 0);
  }

  @ParameterizedTest
  @EnumSource
  void wordsOfAnyBytesAreThoseOfTheNaiveWay(Splitting splitting) throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var any = new byte[random.nextInt(60)];
      random.nextBytes(any);
      byte[] text = i % 2 == 0 ? any : RandomText.bytes(random, random.nextInt(200));

      Found found = read(text, splitting, List.of(), random);

      assertEquals(naive(text, splitting), found, "seed " + seed + ", text " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTextCutAtAnyByteHasTheSameWords(Splitting splitting) throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      byte[] text = RandomText.bytes(random, 1 + random.nextInt(60));
      Found whole = naive(text, splitting);
      for (int cut = 1; cut < text.length; cut++) {
        assertEquals(
            whole,
            read(text, splitting, List.of(cut), random),
            "seed " + seed + ", text " + i + ", cut " + cut);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTextCutAtManyBytesHasTheSameWords(Splitting splitting) throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      byte[] text = RandomText.bytes(random, 2 + random.nextInt(60));
      if (i % 3 == 0) {
        // Bytes that go on what is not there are the hardest to divide.
        for (int k = random.nextInt(8); k > 0; k--) {
          text[random.nextInt(text.length)] = (byte) (0x80 + random.nextInt(0x40));
        }
      }
      var cuts = new TreeSet<Integer>();
      for (int k = random.nextInt(8); k >= 0; k--) {
        cuts.add(1 + random.nextInt(text.length - 1));
      }

      assertEquals(
          naive(text, splitting),
          read(text, splitting, cuts, random),
          "seed " + seed + ", text " + i + ", cuts " + cuts);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Don''t', 'don t'",
    "'Straße ÄÖ', 'straße äö'",
    "'a1b_c', 'a b c'",
    "'İI', 'ii'",
    "'中文 字', '中文 字'",
    "'e\u0301x', 'e x'",
    "'𝐀𐐀', '𝐀𐐨'"
  })
  void lettersAreWordsInLowerCase(String text, String words) throws Exception {
    Map<String, Long> wanted = new TreeMap<>();
    for (String word : words.split(" ")) {
      wanted.merge(word, 1L, Long::sum);
    }

    assertEquals(
        wanted, read(text.getBytes(UTF_8), Splitting.LETTERS, List.of(), new Random(1)).counts());
  }

  @Test
  void whatStandsBetweenWhiteSpaceStaysAsItIs() throws Exception {
    byte[] text = "Don't  stop,\u3000now\u00a0\n\tDon't".getBytes(UTF_8);

    assertEquals(
        Map.of("Don't", 2L, "stop,", 1L, "now", 1L),
        read(text, Splitting.WHITESPACE, List.of(), new Random(1)).counts());
  }

  @Test
  void aWordThatIsTooLongIsLeftOutAndCountedAsSuch() throws Exception {
    String longest = "a".repeat(Tokens.LONGEST);
    byte[] text = ("x " + longest + " " + longest + "a é" + longest + " y").getBytes(UTF_8);

    Found found = read(text, Splitting.LETTERS, List.of(7, 100_000), new Random(1));

    assertEquals(Map.of("x", 1L, longest, 1L, "y", 1L), found.counts());
    assertEquals(2, found.left());
  }
}

package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WordTableTest {
  private static boolean add(WordTable table, byte[] word, int hash) {
    // Other bytes before and behind, which are not the word's.
    var around = new byte[word.length + 2];
    Arrays.fill(around, (byte) 'z');
    System.arraycopy(word, 0, around, 1, word.length);
    return table.add(around, 1, word.length, hash, 1);
  }

  private static List<String> list(WordTable table, int[] order) {
    List<String> list = new ArrayList<>();
    for (int entry : order) {
      var word = new String(table.bytes(), table.start(entry), table.length(entry), UTF_8);
      list.add(word + " " + table.count(entry));
    }
    return list;
  }

  private static List<String> list(List<Map.Entry<String, Long>> words) {
    return words.stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }

  @Test
  void itCountsAndSortsAsATreeDoes() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var table = new WordTable(Long.MAX_VALUE);
    Map<String, Long> tree = new TreeMap<>(WordTableTest::compareBytes);
    for (int i = 0; i < 60_000; i++) {
      String word = word(random);
      byte[] bytes = word.getBytes(UTF_8);
      assertTrue(add(table, bytes, Hash.of(bytes, 0, bytes.length)));
      tree.merge(word, 1L, Long::sum);
    }

    List<Map.Entry<String, Long>> byWord = new ArrayList<>(tree.entrySet());
    assertEquals(list(byWord), list(table, table.byWord()), "seed " + seed);
    byWord.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
    assertEquals(list(byWord), list(table, table.byCount()), "seed " + seed);
    assertEquals(tree.size(), table.size());
  }

  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
  }

  private static String word(Random random) {
    int length = 1 + random.nextInt(random.nextInt(20) + 1);
    return random
        .ints(length, 0, 6)
        .mapToObj(i -> List.of("a", "b", "\0", "é", "\uffff", "𐐀").get(i))
        .reduce("", String::concat);
  }

  @Test
  void wordsOfOneHashAreDifferent() {
    var table = new WordTable(Long.MAX_VALUE);
    for (int i = 0; i < 500; i++) {
      assertTrue(add(table, ("word" + i % 250).getBytes(UTF_8), 42));
    }

    assertEquals(250, table.size());
    assertTrue(list(table, table.byCount()).stream().allMatch(word -> word.endsWith(" 2")));
  }

  @Test
  void aFullTableRefusesWordsAndStillCountsItsOwn() {
    var table = new WordTable(20_000);
    int words = 0;
    while (add(table, ("word" + words).getBytes(UTF_8), words)) {
      words++;
    }

    assertTrue(words > 100, "there was room for " + words);
    assertTrue(add(table, "word0".getBytes(UTF_8), 0));
    assertFalse(add(table, "another".getBytes(UTF_8), 7));
    table.clear();
    assertTrue(add(table, "another".getBytes(UTF_8), 7));
    assertEquals(List.of("another 1"), list(table, table.byWord()));
  }

  @Test
  void anEmptyTableHasRoomForAnyWord() {
    var table = new WordTable(1);
    byte[] word = "w".repeat(Tokens.LONGEST).getBytes(UTF_8);

    assertTrue(add(table, word, 3));
    assertTrue(add(table, word, 3));
    assertFalse(add(table, "x".repeat(Tokens.LONGEST).getBytes(UTF_8), 3));
  }
}

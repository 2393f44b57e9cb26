package freeworker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever stands on a command line, it is understood or refused, and never both. */
class AnyWordsTest {
  private static final long SEED = Long.getLong("freeworker.seed", new Random().nextLong());
  private static final int LINES = 50_000;
  private static final List<String> PARTS =
      List.of(
          "--",
          "-",
          "=",
          "--beds",
          "-b",
          "-b=",
          "--quiet",
          "--wish",
          "--meals",
          ",",
          "leave",
          "--why",
          "call",
          "--loud",
          "pay",
          "--sum",
          "-c",
          "--coin=",
          "--verbose",
          "ana",
          "7",
          "-7",
          "-.5",
          "",
          " ",
          "\n",
          "\u202e",
          "\ud83d",
          "\0",
          "{}",
          "%s",
          "$1",
          "GUEST",
          "N");

  private final Random random = new Random(SEED);

  @BeforeAll
  static void say() {
    System.out.println("any words: seed " + SEED);
  }

  private String[] words() {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      var word = new StringBuilder();
      for (int parts = 1 + random.nextInt(2); parts > 0; parts--) {
        word.append(PARTS.get(random.nextInt(PARTS.size())));
      }
      words.add(word.toString());
    }
    return words.toArray(String[]::new);
  }

  @Test
  void aLineIsUnderstoodOrRefusedInOneLine() {
    int understood = 0;
    for (int i = 0; i < LINES; i++) {
      String[] words = words();
      try {
        Command meant = new Words(new Inn().line, words).read();
        meant.values().forEach(value -> assertFalse(value.isMissing(), value.name()));
        understood++;
      } catch (WrongUsage e) {
        String line = String.valueOf(e.getMessage());
        assertTrue(line.contains(" Try: inn "), line);
        assertEquals(1, line.lines().count(), line);
      }
    }
    assertTrue(understood > LINES / 100, understood + " were understood");
    assertTrue(understood < LINES / 2, understood + " were understood");
  }

  @Test
  void anEqualsSignMeansWhatABlankMeans() {
    for (int i = 0; i < LINES; i++) {
      String option = List.of("--beds", "-b", "--wish", "--meals").get(random.nextInt(4));
      String value = String.join("", words());
      var attached = new Inn();
      var apart = new Inn();

      new Words(attached.line, option + "=" + value).read();
      try {
        new Words(apart.line, option, value).read();
      } catch (WrongUsage e) {
        String line = String.valueOf(e.getMessage());
        assertTrue(value.startsWith("-") && line.startsWith("Expected parameter for "), line);
        continue;
      }

      for (int j = 0; j < attached.line.values().size(); j++) {
        Value one = attached.line.values().get(j);
        assertEquals(one.texts(), apart.line.values().get(j).texts(), one.name());
      }
    }
  }
}

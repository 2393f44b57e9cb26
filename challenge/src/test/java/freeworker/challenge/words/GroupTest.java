package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTest {
  /** A naive count beside a group that was sent the same words. */
  private static NaiveCount fill(Group group, Random random, int letters) throws IOException {
    var naive = new NaiveCount(Splitting.LETTERS);
    for (int i = 0; i < letters; i++) {
      byte[] text = RandomText.ascii(random, 300);
      naive.add(text);
      Pen pen = Pen.letter(Kind.WORDS);
      new NaiveCount(Splitting.LETTERS)
          .add(text)
          .counts()
          .forEach(
              (word, count) -> {
                byte[] bytes = word.getBytes(UTF_8);
                pen.entry(bytes, 0, bytes.length, count);
              });
      group.add(pen.copy());
    }
    return naive;
  }

  private static String lines(Cursor cursor) throws IOException {
    var out = new ByteArrayOutputStream();
    while (cursor.next()) {
      var pen = new Pen(64).line(cursor.bytes, cursor.start, cursor.length, cursor.count);
      out.write(pen.copy());
    }
    return out.toString(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 15, 1 << 17, 1 << 20, 1 << 28})
  void itRanksItsWordsWhateverRoomItHas(long memory) throws Exception {
    long seed = System.nanoTime();
    try (var group = new Group(Room.of(memory, 2))) {
      NaiveCount naive = fill(group, new Random(seed), 120);

      Ranking ranking = group.ranking();

      assertEquals(memory < 1 << 20, ranking instanceof Ranking.Disk, "seed " + seed);
      assertEquals(
          new String(naive.result(), UTF_8), lines(ranking.between(Border.FIRST, Border.END)));
      assertEquals(naive.counts().size(), ranking.histogram().words());
      assertEquals(naive.result().length, ranking.histogram().bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1 << 15, 1 << 28})
  void anyBordersDivideAllWords(long memory) throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    try (var group = new Group(Room.of(memory, 2))) {
      NaiveCount naive = fill(group, random, 60);
      Ranking ranking = group.ranking();
      List<Border> borders = new ArrayList<>(List.of(Border.FIRST, Border.END));
      for (int i = 0; i < 20; i++) {
        byte[] word = Integer.toString(random.nextInt(26 * 26) + 350, 26).getBytes(UTF_8);
        borders.add(new Border(1 + random.nextInt(9), word));
      }
      borders.sort(Border::compare);

      var all = new StringBuilder();
      for (int i = 1; i < borders.size(); i++) {
        all.append(lines(ranking.between(borders.get(i - 1), borders.get(i))));
      }

      assertEquals(new String(naive.result(), UTF_8), all.toString(), "seed " + seed);
    }
  }

  @Test
  void samplesFindAnyShareOfAGroup() throws Exception {
    long seed = System.nanoTime();
    try (var group = new Group(Room.of(1 << 28, 2))) {
      fill(group, new Random(seed), 300);
      Ranking ranking = assertInstanceOf(Ranking.Table.class, group.ranking());
      long whole = ranking.histogram().bytes(1);
      for (int tenth = 0; tenth <= 10; tenth++) {
        var samples = new Samples();
        samples.add(new Page(Samples.of(ranking, 1)));

        Border border = samples.border(1, whole * tenth / 10);

        long before = lines(ranking.between(Border.before(1), border)).length();
        assertTrue(
            Math.abs(before - whole * tenth / 10.0) <= whole / 400.0 + 30,
            before + " of " + whole + " for " + tenth + "/10, seed " + seed);
      }
    }
  }

  @Test
  void aSpoolGivesBackWhatItWasGivenWhereverItWent() throws Exception {
    for (long room : new long[] {0, 100, 1 << 20}) {
      try (var spool = new Spool(new AtomicLong(room), 64)) {
        var wanted = new StringBuilder();
        for (int letter = 0; letter < 9; letter++) {
          Pen pen = Pen.letter(Kind.LIST);
          for (int i = 0; i < 5; i++) {
            byte[] word = ("w" + letter + i).getBytes(UTF_8);
            pen.entry(word, 0, word.length, 1000 - letter);
            wanted
                .append("w")
                .append(letter)
                .append(i)
                .append(' ')
                .append(1000 - letter)
                .append('\n');
          }
          spool.add(pen.copy());
        }

        assertEquals(wanted.toString(), lines(spool.all()), "room " + room);
      }
    }
  }
}

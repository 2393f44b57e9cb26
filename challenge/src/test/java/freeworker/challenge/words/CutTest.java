package freeworker.challenge.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CutTest {
  @Test
  void cutsDivideLinesIntoRangesOfEvenWeight() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var histogram = new Histogram();
      for (int words = random.nextInt(3000); words > 0; words--) {
        histogram.add(1 + random.nextInt(20), 1 + (long) (3 / (random.nextDouble() + 1e-9)));
      }
      int ranges = 1 + random.nextInt(9);

      List<Cut> cuts = Cut.of(histogram, ranges);

      assertEquals(ranges - 1, cuts.size());
      for (int k = 0; k < cuts.size(); k++) {
        Cut cut = cuts.get(k);
        long before = cut.offset();
        for (int group = cut.group() + 1; group < Histogram.GROUPS; group++) {
          before += histogram.bytes(group);
        }
        assertEquals(
            (double) histogram.bytes() * (k + 1) / ranges,
            (double) before,
            1,
            "seed " + seed + ", " + i);
        assertTrue(cut.offset() <= histogram.bytes(cut.group()), "seed " + seed + ", " + i);
      }
    }
  }

  @Test
  void groupsOfFrequenciesAreInOrderAndHaveNoGap() {
    for (int group = 1; group < Histogram.GROUPS; group++) {
      long lowest = Histogram.lowest(group);
      assertEquals(group, Histogram.group(lowest));
      assertEquals(group, Histogram.group(Histogram.above(group) - 1));
      assertTrue(Histogram.above(group) > lowest);
    }
    assertEquals(Histogram.GROUPS - 1, Histogram.group(Long.MAX_VALUE));
  }

  @Test
  void aHistogramIsTheSameAfterItsJourney() {
    var histogram = new Histogram();
    for (long count = 1; count > 0; count *= 3) {
      histogram.add(5, count);
    }
    Pen pen = Pen.letter(Kind.COUNTED);
    histogram.write(pen);

    Histogram read = Histogram.read(new Page(pen.copy()));

    assertEquals(histogram.words(), read.words());
    assertEquals(histogram.bytes(), read.bytes());
    assertEquals(
        Histogram.lowest(Histogram.group(histogram.highest())),
        Histogram.lowest(Histogram.group(read.highest())));
  }
}

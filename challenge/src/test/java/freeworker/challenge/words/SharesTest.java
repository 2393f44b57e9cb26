package freeworker.challenge.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void eachByteOfEachFileIsOfOneMember() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 3000; i++) {
      List<Long> sizes = new ArrayList<>();
      for (int file = random.nextInt(12); file > 0; file--) {
        sizes.add((long) random.nextInt(3) * random.nextInt(200_000));
      }
      int members = 1 + random.nextInt(6);

      List<List<Part>> shares = Shares.of(sizes, members, random.nextInt(100_000));

      assertEquals(members, shares.size());
      var ends = new long[sizes.size()];
      var lasts = new int[sizes.size()];
      for (Part part : shares.stream().flatMap(List::stream).toList()) {
        assertEquals(ends[part.file()], part.begin(), "seed " + seed + ": " + shares);
        assertTrue(part.size() > 0 || part.first(), "seed " + seed + ": " + shares);
        ends[part.file()] = part.end();
        lasts[part.file()] += part.last() ? 1 : 0;
      }
      for (int file = 0; file < ends.length; file++) {
        assertEquals(sizes.get(file), ends[file], "seed " + seed + ": " + shares);
        assertEquals(1, lasts[file], "seed " + seed + ": " + shares);
      }
    }
  }

  @Test
  void oneLargeFileIsDividedEvenly() {
    List<List<Part>> shares = Shares.of(List.of(1L << 30), 4, 1 << 20);

    for (List<Part> share : shares) {
      assertEquals(1, share.size());
      assertEquals(1 << 28, (double) share.get(0).size(), 1 << 15);
    }
  }

  @Test
  void smallFilesStayWholeAndAreDividedEvenly() {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      sizes.add(i * 7919L % 5000);
    }

    List<List<Part>> shares = Shares.of(sizes, 3, 1 << 20);

    for (List<Part> share : shares) {
      assertTrue(share.stream().allMatch(part -> part.first() && part.last()));
      assertEquals(3333, share.size(), 60);
    }
  }
}

package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void ofFewTheMedianIsOneOfThem() {
    var durations = new Durations();
    assertTrue(durations.median().isEmpty());

    for (double one : new double[] {3, 0.25, 7, 1e-9}) {
      durations.add(one);
    }

    assertEquals(0.25, durations.median().orElseThrow());
  }

  @Test
  void ofManyTheMedianIsRightToAPartInTwoThousand() {
    long seed = System.nanoTime();
    System.out.println("durations: seed " + seed);
    var random = new Random(seed);
    for (double size : new double[] {1e-7, 1e-3, 1, 3000, 1e8}) {
      var durations = new Durations();
      double[] all = new double[Durations.MOST + 1 + random.nextInt(1000)];
      for (int i = 0; i < all.length; i++) {
        all[i] = size * Math.exp(random.nextGaussian());
        durations.add(all[i]);
      }
      Arrays.sort(all);
      double median = all[(all.length - 1) / 2];

      assertEquals(median, durations.median().orElseThrow(), median / 2000);
    }
  }

  @Test
  void noTimeAtAllAndEndlessTimesAreTimes() {
    var durations = new Durations();

    for (int i = 0; i <= Durations.MOST; i++) {
      durations.add(0);
    }
    assertEquals(0, durations.median().orElseThrow());
    for (int i = 0; i <= 2 * Durations.MOST; i++) {
      durations.add(Double.MAX_VALUE);
    }
    assertTrue(durations.median().orElseThrow() > 1e9);
  }
}

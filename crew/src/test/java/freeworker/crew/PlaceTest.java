package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Place place = new Place();

  @Test
  void theFifthDeathWithinAMinuteMarksItDown() {
    for (int second : new int[] {0, 15, 30, 45}) {
      assertEquals(Duration.ZERO, place.died(second * SECOND));
    }

    assertEquals(Duration.ofSeconds(30), place.died(60 * SECOND));
    assertTrue(place.down());
  }

  @Test
  void fiveDeathsInMoreThanAMinuteDoNot() {
    for (int second : new int[] {0, 15, 30, 45}) {
      place.died(second * SECOND);
    }

    assertEquals(Duration.ZERO, place.died(60 * SECOND + 1));
    assertFalse(place.down());
  }

  @Test
  void whileItIsDownEachDeathCostsAnotherPause() {
    down(0);

    assertEquals(Duration.ofSeconds(30), place.died(31 * SECOND));
    assertEquals(Duration.ofSeconds(30), place.died(62 * SECOND));
    assertTrue(place.down());
  }

  @Test
  void aProcessThatGetsReadyEndsItButOneThatDiesWithinAMinuteBringsItBack() {
    down(0);
    place.ready(31 * SECOND);
    assertFalse(place.down());

    assertEquals(Duration.ofSeconds(30), place.died(90 * SECOND));
    place.ready(121 * SECOND);
    assertEquals(Duration.ZERO, place.died(181 * SECOND));
    assertFalse(place.down());
  }

  private void down(long at) {
    for (int i = 0; i < Place.DEATHS; i++) {
      place.died(at);
    }
  }

  /** Held against the rule as the operator reads it, over the whole history. */
  @Test
  void thousandsOfHistoriesFollowTheRule() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      follow(random, "seed " + seed + ", round " + round);
    }
  }

  private static void follow(Random random, String where) {
    var place = new Place();
    List<Long> deaths = new ArrayList<>();
    boolean doubted = false;
    boolean down = false;
    long now = random.nextLong();
    long ready = 0;
    boolean isReady = false;
    int spread = 1 + random.nextInt(90);
    for (int step = 0; step < 40; step++) {
      now += random.nextInt(spread) * SECOND;
      if (!isReady && random.nextInt(3) > 0) {
        place.ready(now);
        isReady = true;
        down = false;
        ready = now;
        continue;
      }
      doubted &= !(isReady && now - ready >= 60 * SECOND);
      isReady = false;
      if (random.nextInt(3) == 0) {
        place.left(now);
      } else {
        deaths.add(now);
        long last = now;
        boolean five = deaths.stream().filter(at -> last - at <= 60 * SECOND).count() >= 5;
        boolean falls = five || doubted;
        assertEquals(falls ? Duration.ofSeconds(30) : Duration.ZERO, place.died(now), where);
        if (falls) {
          deaths.clear();
          down = true;
          doubted = true;
        }
      }
      assertEquals(down, place.down(), where);
    }
  }
}

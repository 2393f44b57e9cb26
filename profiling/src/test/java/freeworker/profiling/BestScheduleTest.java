package freeworker.profiling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestScheduleTest {
  private static final Duration TASK = Duration.ofSeconds(3);
  private static final Duration THINK = Duration.ofMillis(500);

  private static BestSchedule usual(int workers, int clients, Duration cost) {
    return new BestSchedule(workers, clients, 5, TASK, THINK, cost);
  }

  private static double ofLimit(BestSchedule best) {
    double task = best.task().toNanos() / 1e9;
    double round = best.task().plus(best.think()).toNanos() / 1e9;
    return best.throughput() / Math.min(best.workers() / task, best.clients() / round);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1.000",
    "2, 2, 1.000",
    "4, 4, 1.000",
    "4, 1, 1.000",
    "2, 3, 0.918",
    "3, 4, 0.909",
    "1, 4, 0.992"
  })
  void whereEverybodyWaitsForNobodyTheLimitIsReachedElsewhereNot(
      int workers, int clients, double share) {
    assertEquals(share, ofLimit(usual(workers, clients, Duration.ZERO)), 0.0005);
  }

  @Test
  void threeWorkersServeFourClientsInTwentyTwoSeconds() {
    assertEquals(Duration.ofSeconds(22), usual(3, 4, Duration.ZERO).wall());
  }

  @Test
  void aClientAloneTakesAllItsTimesOneAfterTheOther() {
    assertEquals(
        Duration.ofMillis(5 * (3000 + 500 + 250)), usual(1, 1, Duration.ofMillis(250)).wall());
  }

  @Test
  void aDearerProcessNeverMakesMoreTasksASecond() {
    for (int workers = 1; workers <= 4; workers++) {
      for (int clients = 1; clients <= 6; clients++) {
        double before = Double.POSITIVE_INFINITY;
        for (int millis = 0; millis <= 4000; millis += 50) {
          double throughput = usual(workers, clients, Duration.ofMillis(millis)).throughput();
          assertTrue(throughput <= before, workers + " x " + clients + " at " + millis + " ms");
          before = throughput;
        }
      }
    }
  }

  @Test
  void whateverIsAskedTheScheduleIsTheOneInOrderOfArrivalAndBelowTheLimit() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      var best =
          new BestSchedule(
              1 + random.nextInt(12),
              1 + random.nextInt(12),
              1 + random.nextInt(8),
              Duration.ofMillis(1 + random.nextInt(50)),
              Duration.ofMillis(random.nextInt(50)),
              Duration.ofMillis(random.nextInt(50)));

      assertEquals(inOrderOfArrival(best), best.wall(), () -> "seed " + seed + ": " + best);
      assertTrue(ofLimit(best) <= 1 + 1e-12, () -> "seed " + seed + ": " + best);
    }
  }

  /** All tasks last equally long, so they end in the order in which their clients asked. */
  private static Duration inOrderOfArrival(BestSchedule best) {
    int tasks = best.clients() * best.rounds();
    var ends = new Duration[tasks];
    for (int i = 0; i < tasks; i++) {
      Duration asked = best.cost();
      if (i >= best.clients()) {
        asked = ends[i - best.clients()].plus(best.think()).plus(best.cost());
      }
      Duration free = i < best.workers() ? Duration.ZERO : ends[i - best.workers()];
      ends[i] = (asked.compareTo(free) > 0 ? asked : free).plus(best.task());
    }
    return ends[tasks - 1].plus(best.think());
  }

  @Test
  void nothingTakesLessThanNoTime() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new BestSchedule(1, 1, 1, Duration.ZERO, THINK, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> usual(1, 1, Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> usual(0, 1, Duration.ZERO));
  }
}

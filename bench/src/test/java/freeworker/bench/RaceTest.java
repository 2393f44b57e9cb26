package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RaceTest {
  private static final Duration SHORT = Duration.ofMillis(5);

  /** A course on which every thread runs the same lap. */
  private static Course course(Lap lap) {
    return new Course() {
      @Override
      public Lap lap(int thread) {
        return lap;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void countsEveryTaskOfEveryThread() throws Exception {
    var run = new AtomicLong();

    Figure figure =
        Race.run(
            course(
                round -> {
                  run.addAndGet(3);
                  return 3;
                }),
            4,
            SHORT);

    assertEquals(run.get(), figure.all());
    assertEquals(figure.all() - 4 * 3, figure.tasks(), "a first lap of each thread is not timed");
    assertTrue(figure.nanos() >= SHORT.toNanos(), figure::toString);
  }

  @Test
  void aWrongResultOfOneThreadEndsItForAll() {
    var laps = new AtomicInteger();

    var failed =
        assertThrows(
            IllegalStateException.class,
            () ->
                Race.run(
                    course(
                        round -> {
                          Square.check(3, laps.incrementAndGet() == 2 ? 10 : 9);
                          return 1;
                        }),
                    4,
                    Duration.ofMinutes(1)));

    assertTrue(
        String.valueOf(failed.getMessage()).contains("The square of 3 came back as 10."),
        failed::getMessage);
  }
}

package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EchoCourseTest {
  @Test
  void eachCourseHasItsEchoAfterTheOneBefore() throws Exception {
    try (var echo = new Echo()) {
      for (int time = 0; time < 2; time++) {
        try (var course = new EchoCourse(echo.port())) {
          Lap lap = course.lap(0);

          assertEquals(1, lap.run(0));
          assertEquals(1, lap.run(70_000));
        }
      }
    }
  }
}

package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
  @Test
  void aProcessThatWasStoppedBeforeItWasKilledSaidItsLastThen() {
    var whereabouts = new Whereabouts();
    whereabouts.placed(10, 0);
    whereabouts.placed(11, 1);
    whereabouts.placed(12, 2);
    whereabouts.stopped(10, 100);
    whereabouts.dies(10, 300);
    whereabouts.stopped(11, 100);
    whereabouts.goesOn(11);
    whereabouts.dies(11, 300);

    Map<Long, Life> lives = whereabouts.lives();

    assertEquals(
        Map.of(
            10L,
            new Life(10, "0", 100L),
            11L,
            new Life(11, "1", 300L),
            12L,
            new Life(12, "2", null)),
        lives);
  }

  @Test
  void theNewsOfADeathDoNotMakeItLater() {
    var whereabouts = new Whereabouts();
    whereabouts.placed(10, 0);
    whereabouts.dies(10, 300);
    whereabouts.dies(10, 400);

    assertEquals(300L, Objects.requireNonNull(whereabouts.lives().get(10L)).silent());
  }

  @Test
  void aPlaceBelongsToTheBrokerThatGaveIt() {
    var whereabouts = new Whereabouts();
    whereabouts.broker(5);
    whereabouts.placed(10, 0);
    whereabouts.broker(6);
    whereabouts.placed(10, 0);
    whereabouts.placed(20, 0);

    assertEquals("0", Objects.requireNonNull(whereabouts.lives().get(10L)).place());
    assertEquals("0 of broker 2", Objects.requireNonNull(whereabouts.lives().get(20L)).place());
  }

  @Test
  void whileTheBrokerIsStoppedNobodyHearsAWorker() {
    var whereabouts = new Whereabouts();
    whereabouts.broker(5);
    whereabouts.placed(10, 0);
    whereabouts.placed(11, 1);
    whereabouts.stopped(5, 200);
    whereabouts.dies(10, 300);
    whereabouts.goesOn(5);
    whereabouts.dies(11, 400);

    assertEquals(200L, Objects.requireNonNull(whereabouts.lives().get(10L)).silent());
    assertEquals(400L, Objects.requireNonNull(whereabouts.lives().get(11L)).silent());
  }
}

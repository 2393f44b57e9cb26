package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void atFirstItIsWhatWasThought() {
    var forecast = new Forecast(List.of(seconds(10), seconds(30)));

    assertEquals(seconds(40), forecast.left(Duration.ZERO));
    assertEquals(seconds(36), forecast.left(seconds(4)));
    assertEquals(0.1, forecast.share(seconds(4)), 1e-9);
  }

  @Test
  void whatTakesLongerMakesTheRestLonger() {
    var forecast = new Forecast(List.of(seconds(10), seconds(30), seconds(20)));
    forecast.done(seconds(15));

    assertEquals(seconds(75), forecast.left(Duration.ZERO));
    assertEquals(seconds(70), forecast.left(seconds(5)));
    assertEquals(20 / 90.0, forecast.share(seconds(5)), 1e-9);
  }

  @Test
  void aPartThatTakesFarTooLongLeavesTheLaterOnes() {
    var forecast = new Forecast(List.of(seconds(10), seconds(30)));

    assertEquals(seconds(30), forecast.left(seconds(500)));
  }

  @Test
  void inTheEndNothingIsLeft() {
    var forecast = new Forecast(List.of(seconds(10)));
    forecast.done(seconds(12));

    assertEquals(Duration.ZERO, forecast.left(Duration.ZERO));
    assertEquals(1, forecast.share(Duration.ZERO));
  }
}

package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void arrivesAsItWasSent() {
    var figure = new Figure(500, 508, 250_000_000, 90_000, 300_000);

    Figure arrived = Figure.decode(figure.encode());

    assertEquals(figure, arrived);
  }

  @Test
  void leavesTheLapsBeforeTheStartOutOfTheRate() {
    var figure = new Figure(500, 508, 250_000_000, 90_000, 300_000);

    assertEquals(2000, figure.perSecond());
  }

  @Test
  void isNothingWithoutATask() {
    assertThrows(IllegalArgumentException.class, () -> new Figure(0, 8, 250_000_000, 1, 1));
  }
}

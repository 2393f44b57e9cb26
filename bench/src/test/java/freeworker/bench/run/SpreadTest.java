package freeworker.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMiddleOfAnEvenNumberIsTheLower() {
    assertEquals(new Spread(2, 1, 4), Spread.of(List.of(4.0, 1.0, 3.0, 2.0)));
  }
}

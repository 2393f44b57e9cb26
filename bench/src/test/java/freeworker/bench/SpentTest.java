package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpentTest {
  @Test
  void addsWhatAShellSaysOfUserAndSystem() {
    assertEquals(57, Spent.processor("0m0.045s 0m0.012s"), 1e-6, "bash");
    assertEquals(57, Spent.processor("0m0,045s 0m0,012s"), 1e-6, "bash in German");
    assertEquals(61_050, Spent.processor("1m1.040000s 0m0.010000s"), 1e-6, "dash");
  }

  @Test
  void refusesWhatNoShellSays() {
    assertThrows(IllegalArgumentException.class, () -> Spent.processor("0.045 0.012"));
  }
}

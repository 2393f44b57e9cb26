package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PinsTest {
  @Test
  void readsCoresAsTasksetListsThem() {
    assertEquals(List.of(0, 2, 3, 4, 7), Pins.list("0,2-4,7"));
    assertEquals(List.of(5), Pins.list("5"));
  }
}

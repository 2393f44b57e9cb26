package freeworker.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OvertakingsTest {
  @Test
  void whoIsServedInOrderIsOvertakenByNobody() {
    assertEquals(0, Waiters.overtakings(List.of(1L, 2L, 5L)));
    assertEquals(0, Waiters.overtakings(List.of()));
  }

  @Test
  void eachWhoSeesALaterOneServedFirstIsCounted() {
    assertEquals(2, Waiters.overtakings(List.of(4L, 3L, 1L)));
    assertEquals(1, Waiters.overtakings(List.of(1L, 3L, 2L, 4L)));
  }
}

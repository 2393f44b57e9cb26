package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VitalsTest {
  @Test
  void whatComesAndGoesIsNoBreachAndWhatGrowsIsNamed() {
    var before = new Vitals(60, 40, 9 << 20);

    assertEquals(List.of(), new Vitals(70, 30, 12 << 20).since(before));
    List<Breach> grown = new Vitals(200, 30, 100 << 20).since(before);

    assertEquals(2, grown.size(), grown::toString);
    assertTrue(grown.get(0).what().contains("200 descriptors, 60 at the start"), grown::toString);
    assertTrue(grown.get(1).what().contains("104857600 bytes of heap"), grown::toString);
  }

  @Test
  void thisProcessHasAHeap() throws Exception {
    Vitals mine = Vitals.of(ProcessHandle.current().pid());

    assertTrue(mine.heap() > 0, mine::toString);
  }
}

package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LodgingTest {
  private static final long MIB = 1L << 20;

  @Test
  void workersHaveHalfOfTheMachineTogether() {
    assertEquals(1024 * MIB, Lodging.usual(8192 * MIB, 4));
  }

  @Test
  void aWorkerHasAQuarterOfTheMachineAtMostAndWhatItNeedsAtLeast() {
    assertEquals(2048 * MIB, Lodging.usual(8192 * MIB, 1));
    assertEquals(2048 * MIB, Lodging.usual(8192 * MIB, 0));
    assertEquals(64 * MIB, Lodging.usual(8192 * MIB, 1024));
  }

  @Test
  void noTwoProcessesRunAsOneUserWhileThereIsAnother() {
    var ana = new Account("ana", 1, 1);
    var ben = new Account("ben", 2, 2);
    var cem = new Account("cem", 3, 3);
    var lodging = new Lodging(64 * MIB, List.of(ana, ben, cem));
    List<Account> inUse = new ArrayList<>();

    for (int i = 0; i < 3; i++) {
      inUse.add(lodging.next(inUse));
    }
    assertEquals(List.of(ana, ben, cem), inUse);
    inUse.remove(ben);

    assertEquals(ben, lodging.next(inUse));
    assertTrue(lodging.apart(2), "two workers and a spare");
    assertFalse(lodging.apart(3));
  }
}

package freeworker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.run.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileCostTest {
  private static final long SECOND = 1_000_000_000;

  private final ProfileCost cost = new ProfileCost();

  /** A second with a thousand tasks and two processors in use. */
  private static ProfileCost.Round round(long recording, long bytes) {
    return new ProfileCost.Round(recording, 2 * SECOND, 1000, bytes, SECOND);
  }

  @Test
  void itIsAShareOfTheProcessorTimeOfAllProcesses() {
    for (long percent : List.of(4, 1, 40)) {
      cost.add(Line.T, round(2 * SECOND * percent / 100, 250_000 * percent));
    }

    List<String> lines = cost.findings().lines();

    assertTrue(
        lines.contains(
            "| T: run, 8 threads | 1,000 (1,000-1,000) | 4.00 (1.00-40.00)"
                + " | 80,000.0 (20,000.0-800,000.0) | 1.000 (0.250-10.000) |"),
        lines::toString);
    assertTrue(cost.findings().held(), lines::toString);
  }

  @Test
  void moreThanWasPromisedIsMissed() {
    cost.add(Line.B, round(SECOND / 5, 2_000_000));

    assertEquals(
        List.of(
            "MISSED:  % of the processor time of B to record it, at most 5: 10.00",
            "MISSED:  MB/s of profile in B, at most 1: 2.00"),
        cost.findings().promises().stream().map(Promise::line).toList());
  }

  @Test
  void aRoundInWhichNothingRanIsNone() {
    assertThrows(
        IllegalArgumentException.class, () -> new ProfileCost.Round(0, SECOND, 0, 0, SECOND));
  }
}

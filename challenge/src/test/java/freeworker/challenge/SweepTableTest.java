package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.profiling.SweepRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTableTest {
  private static final SweepCell GOOD = SweepCell.of(3, 4, new SweepRun(20, 24, 3, 0.5, 0.6));
  private static final SweepCell LOW = SweepCell.of(1, 1, new SweepRun(5, 20, 3, 0.5, 0.25));

  @Test
  void eachCellHasItsSharesAndALowOneIsMarked() {
    assertEquals(
        List.of(
            "WORKERS  CLIENTS  TASKS/S  OF LIMIT  BEST OF LIMIT  OF BEST  OF BEST WITH COST  COST",
            "1        1        0.2500   87.5 %    100.0 %        87.5 %   93.8 % low         0.25 s",
            "3        4        0.8333   83.3 %    90.9 %         91.7 %   97.9 %             0.60 s"),
        SweepTable.lines(new Sweep(List.of(GOOD, LOW))));
  }

  @Test
  void aProgramGetsTheSameInFull() {
    assertEquals(
        "{\"workers\":1,\"clients\":1,\"tasks_per_second\":0.25,\"of_limit\":0.875,"
            + "\"best_of_limit\":1.0,\"of_best\":0.875,\"of_best_with_cost\":0.9375,"
            + "\"process_seconds\":0.25}",
        SweepTable.json(LOW));
  }

  @Test
  void moreThanTheLimitIsNeverTakenForAMeasurement() {
    SweepCell impossible = SweepCell.of(1, 4, new SweepRun(20, 25, 3, 0.5, 0.6));

    var failed = assertThrows(ChallengeFailure.class, () -> Measurement.checked(impossible));

    assertEquals(ChallengeFailure.FAILED, failed.exitCode());
    assertEquals(GOOD, Measurement.checked(GOOD));
  }
}

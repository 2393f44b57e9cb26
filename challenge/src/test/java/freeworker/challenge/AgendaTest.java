package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private static final Path FILE = Path.of("profiling", Sweep.NAME);
  private static final Grid GRID = Grid.of("1-2", "1-2");
  private static final Work WORK = Work.of(5, "3", "0.5");

  private static SweepCell measured(int workers, int clients, Work work) {
    return SweepCell.of(
        workers, clients, work.run(clients, Duration.ofSeconds(100), Duration.ofMillis(300)));
  }

  private static Agenda agenda(SweepCell... before) {
    return Agenda.of(new Sweep(List.of(before)), FILE, GRID, WORK);
  }

  @Test
  void whatWasMeasuredBeforeIsNotMeasuredAgain() {
    Agenda agenda = agenda(measured(1, 1, WORK), measured(2, 1, WORK));

    assertEquals(List.of(new Pair(1, 2), new Pair(2, 2)), agenda.left());
    assertEquals(2, agenda.before().cells().size());
  }

  @Test
  void nothingMeasuredMeansAllIsLeft() {
    assertEquals(GRID.pairs(), agenda().left());
  }

  @Test
  void otherWorkIsRefusedAndSaid() {
    for (Work other :
        List.of(Work.of(4, "3", "0.5"), Work.of(5, "2.5", "0.5"), Work.of(5, "3", "0"))) {
      var refused = assertThrows(ChallengeFailure.class, () -> agenda(measured(1, 1, other)));

      assertEquals(ChallengeFailure.USAGE, refused.exitCode());
      assertEquals(
          FILE + " was measured with other work: " + other + ", not " + WORK + ".",
          refused.getMessage());
      assertTrue(refused.advice().contains("--fresh"), refused.advice());
    }
  }

  @Test
  void aCellOutsideOfTheGridIsRefused() {
    var refused = assertThrows(ChallengeFailure.class, () -> agenda(measured(1, 3, WORK)));

    assertEquals(
        FILE + " holds a cell that was not asked for: 1 worker x 3 clients.", refused.getMessage());
  }

  @Test
  void aTableOfTheOriginalIsNeverContinued() {
    var refused = assertThrows(ChallengeFailure.class, () -> agenda(SweepCell.of(1, 1, 0.28)));

    assertEquals(FILE + " does not say with what work it was measured.", refused.getMessage());
  }
}

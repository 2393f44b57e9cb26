package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.profiling.Audit;
import freeworker.profiling.Profile;
import freeworker.profiling.ProfileReader;
import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommittedSweepTest {
  private static final Path PROFILING = Program.home().resolve("../../profiling").normalize();

  @Test
  void everyCellHasAProfileThatIsTrueAndShowsItsTasks() throws Exception {
    Sweep sweep = Sweep.read(PROFILING.resolve(Sweep.NAME));
    assertEquals(16, sweep.cells().size());
    for (SweepCell cell : sweep.cells()) {
      String name = "results_" + cell.workers() + "_" + cell.clients() + ".csv";
      var audit = new Audit();
      Profile profile = ProfileReader.read(PROFILING.resolve(name), false, audit);
      assertEquals(0, audit.count(), name);
      assertEquals(cell.workers(), profile.workers(), name);
      assertEquals(5.0 * cell.clients(), profile.finished(), name);
      // The table counts the first start and the last thought too.
      assertTrue(profile.throughput() >= cell.throughput(), name);
    }
  }

  @Test
  void everyCellReachesTheBestScheduleThatItsProcessesAllow() throws Exception {
    for (SweepCell cell : Sweep.read(PROFILING.resolve(Sweep.NAME)).cells()) {
      assertTrue(cell.shareOfLimit() <= 1, cell.toString());
      assertTrue(cell.shareOfBestWithCost().orElse(0) >= 0.95, cell.toString());
    }
  }
}

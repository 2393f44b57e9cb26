package freeworker.challenge;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import freeworker.profiling.SweepRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which cells of a sweep are still to be measured. */
record Agenda(Sweep before, List<Pair> left) {
  Agenda {
    left = List.copyOf(left);
  }

  /**
   * What is left of a grid when some of it was measured before.
   *
   * @throws ChallengeFailure when what was measured is of another grid, or of other work
   */
  static Agenda of(Sweep before, Path file, Grid grid, Work work) {
    for (SweepCell cell : before.cells()) {
      Optional<SweepRun> run = cell.run();
      if (run.isEmpty()) {
        throw other(file, "does not say with what work it was measured");
      }
      if (!work.was(run.get(), cell.clients())) {
        throw other(
            file,
            "was measured with other work: %s, not %s"
                .formatted(Work.describe(run.get(), cell.clients()), work));
      }
      if (!grid.has(cell.workers(), cell.clients())) {
        throw other(
            file,
            "holds a cell that was not asked for: " + new Pair(cell.workers(), cell.clients()));
      }
    }
    List<Pair> left = new ArrayList<>(grid.pairs());
    left.removeIf(pair -> before.cell(pair.workers(), pair.clients()).isPresent());
    return new Agenda(before, left);
  }

  private static ChallengeFailure other(Path file, String what) {
    return new ChallengeFailure(
        ChallengeFailure.USAGE,
        file + " " + what + ".",
        "To go on give the options of that run; to measure anew:  benchmark --fresh"
            + "        or elsewhere:  benchmark --out FOLDER");
  }
}

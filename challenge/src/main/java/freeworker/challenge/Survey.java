package freeworker.challenge;

import freeworker.profiling.Sweep;
import freeworker.profiling.SweepCell;
import java.time.Duration;

/** Measures what is left of a sweep, cell by cell; each is kept as soon as it is there. */
final class Survey {
  private final SweepFolder folder;
  private final Measurement measurement;
  private final SweepBar bar;
  private final Agenda agenda;
  private final Forecast forecast;
  private final String again;
  private final int cells;
  private Sweep sweep;

  /**
   * @param again what goes on with the sweep when it stops
   */
  Survey(
      SweepFolder folder,
      Measurement measurement,
      SweepBar bar,
      Agenda agenda,
      Work work,
      String again) {
    this.again = again;
    this.folder = folder;
    this.measurement = measurement;
    this.bar = bar;
    this.agenda = agenda;
    this.forecast = new Forecast(agenda.left().stream().map(work::best).toList());
    this.sweep = agenda.before();
    this.cells = sweep.cells().size() + agenda.left().size();
    bar.say(
        "benchmark: %d of %d cells to measure, %s at least; %s"
            .formatted(
                agenda.left().size(), cells, SweepBar.brief(forecast.left(Duration.ZERO)), work));
  }

  /**
   * The whole sweep.
   *
   * @throws ChallengeFailure when a cell failed, or the program was told to end; it says what is
   *     kept
   */
  Sweep run() {
    for (Pair pair : agenda.left()) {
      long began = System.nanoTime();
      SweepCell cell = cell(pair, began);
      sweep = folder.add(sweep, cell);
      forecast.done(since(began));
      bar.say(
          "benchmark: %s: %s tasks/s, %s of the limit"
              .formatted(
                  pair,
                  SweepTable.rate(cell.throughput()),
                  SweepTable.percent(cell.shareOfLimit())));
    }
    return sweep;
  }

  private SweepCell cell(Pair pair, long began) {
    try {
      return measurement.cell(pair, folder.profile(pair), () -> draw(pair, since(began)));
    } catch (InterruptedException e) {
      throw stopped();
    } catch (ChallengeFailure e) {
      if (e.exitCode() == ChallengeFailure.INTERRUPTED) {
        throw stopped();
      }
      throw new ChallengeFailure(
          e.exitCode(),
          pair + ": " + e.getMessage() + (String.valueOf(e.getMessage()).endsWith(".") ? "" : "."),
          kept() + "; " + again + " goes on with this one.",
          e);
    }
  }

  private void draw(Pair pair, Duration underWay) {
    bar.draw(pair.toString(), forecast.share(underWay), forecast.left(underWay));
  }

  private ChallengeFailure stopped() {
    return new ChallengeFailure(
        ChallengeFailure.INTERRUPTED, "stopped. " + kept() + "; " + again + " goes on.", "");
  }

  private String kept() {
    return "%d of %d cells are in %s".formatted(sweep.cells().size(), cells, folder.file());
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}

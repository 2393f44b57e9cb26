package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws the charts of a profile. */
final class Drawing {
  private Drawing() {}

  /** Draws who was busy and the throughput. */
  static void of(Profile profile, Audit found, Plots plots) throws IOException {
    Path fontconfig = Fonts.prepare();
    try {
      var look = new Look(Fonts.load());
      var busy = new BusyChart(profile, found, look);
      var rate = new ThroughputChart(profile, look);
      for (Output output : plots.outputs()) {
        if (output == Output.HTML) {
          plots.page("profile", new Page(profile, found, busy, rate).html());
        } else {
          plots.sheet("busy", output, busy.sheet());
          plots.sheet("throughput", output, rate.sheet());
        }
      }
    } finally {
      Files.deleteIfExists(fontconfig);
    }
  }
}

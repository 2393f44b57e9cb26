package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jfree.chart.JFreeChart;

/** Draws the charts of a profile into a folder. */
final class Drawing {
  private final Path folder;
  private final Path out;
  private final Set<Output> outputs;

  /**
   * @param folder what names are relative to
   * @param out where to put the charts, relative to it
   */
  Drawing(Path folder, Path out, Set<Output> outputs) {
    this.folder = folder;
    this.out = out;
    this.outputs = outputs;
  }

  /**
   * Draws who was busy and the throughput.
   *
   * @return what was written
   */
  List<String> of(Profile profile, Audit found) throws IOException {
    Path fontconfig = Fonts.prepare();
    try {
      var look = new Look(Fonts.load());
      var busy = new BusyChart(profile, found, look);
      var rate = new ThroughputChart(profile, look);
      List<String> written = new ArrayList<>();
      for (Output output : outputs) {
        if (output == Output.HTML) {
          byte[] page =
              new Page(profile, found, busy, rate).text().getBytes(StandardCharsets.UTF_8);
          written.add(place(output, "profile", file -> file.write(page)));
        } else {
          written.add(chart(output, busy.draw(), busy.height(), "busy"));
          written.add(chart(output, rate.draw(), rate.height(), "throughput"));
        }
      }
      return written;
    } finally {
      Files.deleteIfExists(fontconfig);
    }
  }

  private String chart(Output output, JFreeChart chart, int height, String name)
      throws IOException {
    return place(output, name, file -> output.draw(chart, Look.WIDTH, height, file));
  }

  private String place(Output output, String name, Output.Writing writing) throws IOException {
    Output.write(folder.resolve(out), name + "." + output.ending(), writing);
    return out.resolve(name + "." + output.ending()).toString();
  }
}

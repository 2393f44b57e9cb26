package freeworker.grapher;

import freeworker.profiling.BadProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws the phases of a word count. */
final class PhasesDrawing {
  private static final String CHART = "wordcount";

  private final PrintWriter stdout;
  private final Path folder;
  private final Plots plots;

  /**
   * @param folder what names are relative to
   */
  PhasesDrawing(PrintWriter stdout, Path folder, Plots plots) {
    this.stdout = stdout;
    this.folder = folder;
    this.plots = plots;
  }

  /** Whether a file is the record of a word count, by its first line. */
  boolean isRecord(Path place) {
    try (BufferedReader reader =
        Files.newBufferedReader(folder.resolve(place), StandardCharsets.ISO_8859_1)) {
      var start = new char[Phases.HEADER.length()];
      int length = Math.max(0, reader.read(start));
      return new String(start, 0, length).equals(Phases.HEADER);
    } catch (IOException e) {
      // Whoever reads it as a profile says what is wrong with it.
      return false;
    }
  }

  /** Draws the record that was asked for, and says what it holds. */
  int call(Path place, boolean json, boolean audit) throws IOException {
    if (audit) {
      throw new GrapherFailure(
          GrapherFailure.USAGE,
          place + " is the record of a word count; --audit checks profiles.",
          "Draw it:  grapher " + place);
    }
    Phases phases;
    try {
      phases = Phases.read(folder.resolve(place));
    } catch (BadProfile e) {
      throw new GrapherFailure(
          GrapherFailure.BAD_DATA,
          String.valueOf(e.getMessage()).replace(folder + "/", ""),
          "Drew nothing.",
          e);
    }
    if (!json) {
      phases.lengths().forEach((phase, seconds) -> stdout.println(line(phase, seconds)));
      stdout.flush();
    }
    draw(phases);
    stdout.println(json ? object(phases) : "wrote " + String.join("  ", plots.written()));
    return 0;
  }

  private static String line(int phase, double seconds) {
    return "phase " + phase + "  " + Phases.nameOf(phase) + "  " + Words.time(seconds);
  }

  private void draw(Phases phases) throws IOException {
    Path fontconfig = Fonts.prepare();
    try {
      var chart = new PhasesChart(phases, new Look(Fonts.load()));
      for (Output output : plots.outputs()) {
        if (output == Output.HTML) {
          plots.page(CHART, page(phases, chart));
        } else {
          plots.sheet(CHART, output, chart);
        }
      }
    } catch (IOException e) {
      throw new GrapherFailure(
          GrapherFailure.FAILED,
          plots + " cannot be written: " + e + ".",
          "Make the folder writable, or choose another:  grapher --out FOLDER " + phases.name(),
          e);
    } finally {
      Files.deleteIfExists(fontconfig);
    }
  }

  private static Html page(Phases phases, Sheet chart) {
    var html = new Html(phases.name()).element("h1", phases.name());
    html.picture(new Svg("phases", chart)).open("table").row("th", "phase", "time");
    phases
        .lengths()
        .forEach(
            (phase, seconds) ->
                html.row("td", phase + " " + Phases.nameOf(phase), Words.time(seconds)));
    return html.close("table");
  }

  private String object(Phases phases) {
    var object =
        new Json()
            .put("wordcount", phases.name())
            .put("workers", phases.workers())
            .put("seconds", phases.seconds());
    phases
        .lengths()
        .forEach((phase, seconds) -> object.put(Phases.nameOf(phase).replace(' ', '_'), seconds));
    return object.put("written", plots.written()).toString();
  }
}

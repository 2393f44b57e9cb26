package freeworker.grapher;

import freeworker.profiling.BadProfile;
import freeworker.profiling.Sweep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** Draws the table of a sweep: asked for by its name, or found beside a profile. */
final class SweepDrawing {
  private static final String CHART = "benchmark";
  private static final String SECOND = "benchmark-scaling";
  private static final String SURFACE = "surface";
  private static final int HEADER = 512;
  private static final int TOLD = 5;

  private final PrintWriter stdout;
  private final PrintWriter stderr;
  private final Path folder;
  private final Plots plots;
  private final boolean surface;

  /**
   * @param folder what names are relative to
   * @param surface whether a surface is drawn too
   */
  SweepDrawing(PrintWriter stdout, PrintWriter stderr, Path folder, Plots plots, boolean surface) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.folder = folder;
    this.plots = plots;
    this.surface = surface;
  }

  /** Whether a file is the table of a sweep and no profile: by its name, or by its first line. */
  boolean isSweep(Path place) {
    if (place.endsWith(Sweep.NAME)) {
      return true;
    }
    try (BufferedReader reader =
        Files.newBufferedReader(folder.resolve(place), StandardCharsets.ISO_8859_1)) {
      var start = new char[HEADER];
      int length = Math.max(0, reader.read(start));
      String first = new String(start, 0, length).lines().findFirst().orElse("");
      return first.contains("Workers") && first.contains("Functions");
    } catch (IOException e) {
      // Whoever reads it as a profile says what is wrong with it.
      return false;
    }
  }

  /** Draws the sweep that was asked for, and says what it holds. */
  int call(Path place, boolean json, boolean audit) throws IOException {
    if (audit) {
      throw new GrapherFailure(
          GrapherFailure.USAGE,
          place + " is the table of a sweep; --audit checks profiles.",
          "Its chart shows in red what is not possible:  grapher " + place);
    }
    SweepView view;
    try {
      view = new SweepView(Sweep.read(folder.resolve(place)));
    } catch (BadProfile e) {
      throw new GrapherFailure(GrapherFailure.BAD_DATA, what(e), "Drew nothing.", e);
    }
    tell(place, view);
    if (!json) {
      stdout.println(summary(view));
      stdout.flush();
    }
    draw(view);
    stdout.println(json ? object(place, view) : "wrote " + String.join("  ", plots.written()));
    return 0;
  }

  /** Refuses to draw the surface of a sweep that is not there, before anything else is drawn. */
  void check(Path profile) {
    Path place = profile.resolveSibling(Sweep.NAME);
    if (surface && !Files.isRegularFile(folder.resolve(place))) {
      throw new GrapherFailure(
          GrapherFailure.NO_INPUT,
          "no " + place + ", so there is no surface to draw.",
          "A sweep is measured by:  benchmark");
    }
  }

  /** Draws the sweep in the folder of a profile, if there is one that can be read. */
  void beside(Path profile) throws IOException {
    Path place = profile.resolveSibling(Sweep.NAME);
    if (!Files.isRegularFile(folder.resolve(place))) {
      return;
    }
    try {
      var view = new SweepView(Sweep.read(folder.resolve(place)));
      tell(place, view);
      draw(view);
    } catch (BadProfile e) {
      stderr.println("note: " + what(e) + " Drew no chart of it.");
    }
  }

  private String what(BadProfile e) {
    return String.valueOf(e.getMessage()).replace(folder + "/", "");
  }

  private void tell(Path place, SweepView view) {
    List<SweepView.Spot> wrong = view.notPossible();
    for (SweepView.Spot spot : wrong.subList(0, Math.min(TOLD, wrong.size()))) {
      stderr.println(
          "note: %s: %s tasks/s is %s of what is possible with %s and %s."
              .formatted(
                  place,
                  Words.rate(spot.cell().throughput()),
                  Words.percent(spot.cell().shareOfLimit()),
                  Words.count(spot.cell().workers(), "worker"),
                  Words.count(spot.cell().clients(), "client")));
    }
    if (wrong.size() > TOLD) {
      stderr.println("note: " + place + ": and " + (wrong.size() - TOLD) + " cells more.");
    }
  }

  private static String summary(SweepView view) {
    return Words.count(view.spots().size(), "cell")
        + view.best().map(cell -> ", best " + SweepView.told(cell)).orElse(", none possible");
  }

  private void draw(SweepView view) throws IOException {
    Path fontconfig = Fonts.prepare();
    try {
      var look = new Look(Fonts.load());
      Sheet map = new SweepChart(view, look);
      Sheet scaling = new ScalingChart(new Scaling(view), look);
      for (Output output : plots.outputs()) {
        switch (output) {
          case PDF -> plots.file(CHART, output, file -> Output.pages(List.of(map, scaling), file));
          case HTML -> plots.page(CHART, page(view, map, scaling));
          case PNG, SVG -> {
            plots.sheet(CHART, output, map);
            plots.sheet(SECOND, output, scaling);
          }
        }
        if (surface && output != Output.HTML) {
          plots.sheet(SURFACE, output, new SurfaceChart(view, look));
        }
      }
    } catch (IOException e) {
      throw new GrapherFailure(
          GrapherFailure.FAILED,
          plots + " cannot be written: " + e + ".",
          "Make the folder writable, or choose another:  grapher --out FOLDER " + Sweep.NAME,
          e);
    } finally {
      Files.deleteIfExists(fontconfig);
    }
  }

  private static Html page(SweepView view, Sheet map, Sheet scaling) {
    var html = new Html(view.title()).element("h1", Sweep.NAME);
    html.picture(new Svg("map", map)).picture(new Svg("scaling", scaling));
    html.open("table");
    html.row("th", "workers", "clients", "tasks/s", "of the limit", "of the best schedule");
    for (SweepView.Spot spot : view.spots()) {
      OptionalDouble ofBest = spot.ofBest();
      html.row(
          "td",
          String.valueOf(spot.cell().workers()),
          String.valueOf(spot.cell().clients()),
          Words.rate(spot.cell().throughput()),
          Words.percent(spot.cell().shareOfLimit()),
          ofBest.isPresent() ? Words.percent(ofBest.getAsDouble()) : "");
    }
    return html.close("table");
  }

  private String object(Path place, SweepView view) {
    var object =
        new Json()
            .put("sweep", String.valueOf(place.getFileName()))
            .put("cells", view.spots().size())
            .put("not_possible", view.notPossible().size());
    view.best()
        .ifPresent(
            cell ->
                object
                    .put("best", cell.throughput())
                    .put("best_workers", cell.workers())
                    .put("best_clients", cell.clients()));
    return object.put("written", plots.written()).toString();
  }
}

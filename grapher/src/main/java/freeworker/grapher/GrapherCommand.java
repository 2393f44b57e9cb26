package freeworker.grapher;

import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.profiling.Audit;
import freeworker.profiling.BadProfile;
import freeworker.profiling.Profile;
import freeworker.profiling.ProfileReader;
import freeworker.profiling.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The {@code grapher} command: says and draws what a profile holds. */
final class GrapherCommand implements Command.Action {
  private final Command line =
      new Command("grapher", "Draws who was busy when, and the throughput, from a profile.", this)
          .footer(
              """
              Examples:
                grapher results_2.csv                 the one in profiling, or else here
                grapher ../run/results_2.csv --out .  a file elsewhere, charts here
                grapher benchmarks.csv                the table of a sweep, beside what
                                                      could be at most
                grapher ./wordcount.csv               the phases of a word count
              Exit codes: 0 drawn, 1 cannot write or the audit failed, 2 wrong usage,
                          65 bad data, 66 no such file
              """);

  private final Value name = line.parameter("PROFILE", "the profile to draw: results_2.csv");
  private final Value out =
      line.option("-o, --out", "FOLDER", "where to put the charts (default: {})").usually("plots");
  private final Value formats =
      line.option("--format", "FORMAT,...", "any of pdf, png, svg, html, or all (default: {})")
          .listed()
          .usually("pdf,png");
  private final Value skipBad =
      line.flag("--skip-bad", "leave bad rows out instead of refusing the file");
  private final Value audit =
      line.flag(
          "--audit", "list what cannot have been, mark it in the chart; exit 1 if there is any");
  private final Value open =
      line.flag("--open", "show the page or the first chart, where a desktop is");
  private final Value surface =
      line.flag("--surface", "draw a sweep as a surface too: surface.pdf");
  private final Value json = line.flag("--json", "print what is found as one JSON object");

  private final PrintWriter stdout;
  private final PrintWriter stderr;
  private final Path folder;

  /**
   * @param folder what names are relative to
   */
  GrapherCommand(PrintWriter stdout, PrintWriter stderr, Path folder) {
    this.stdout = stdout;
    this.stderr = stderr;
    this.folder = folder;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException {
    if (!name.given()) {
      throw new GrapherFailure(
          GrapherFailure.USAGE, "PROFILE is missing.", "Try: grapher results_2.csv");
    }
    var plots = new Plots(folder, Path.of(out.text()), outputs());
    Path place = Place.of(folder, name.text());
    var sweeps = new SweepDrawing(stdout, stderr, folder, plots, surface.given());
    if (sweeps.isSweep(place)) {
      return sweeps.call(place, json.given(), audit.given());
    }
    var phases = new PhasesDrawing(stdout, folder, plots);
    if (phases.isRecord(place)) {
      return phases.call(place, json.given(), audit.given());
    }
    sweeps.check(place);
    var found = new Audit();
    Optional<Profile> profile = read(place, found);
    var report = new AuditReport(place.toString(), found);
    if (audit.given() && !json.given()) {
      report.lines().forEach(this::say);
    } else if (!audit.given() && profile.isPresent()) {
      var summary = new Summary(profile.get(), found);
      summary.notes().forEach(note -> note(place, note));
      if (!json.given()) {
        summary.lines().forEach(this::say);
      }
    }
    stdout.flush();
    if (profile.isPresent()) {
      draw(profile.get(), found, plots);
    }
    sweeps.beside(place);
    List<String> written = plots.written();
    if (json.given()) {
      Json object =
          audit.given() ? report.json() : new Summary(profile.orElseThrow(), found).json();
      say(object.put("written", written).toString());
    } else if (!written.isEmpty()) {
      say("wrote " + String.join("  ", written));
    }
    if (open.given() && !written.isEmpty()) {
      show(written);
    }
    return audit.given() && found.count() > 0 ? GrapherFailure.FAILED : 0;
  }

  private void say(String line) {
    stdout.println(Visible.of(line));
  }

  private void note(Path place, String note) {
    stderr.println(Visible.of("note: " + place + ": " + note));
  }

  /** The profile; nothing where an audit could judge the rows although they make no chart. */
  private Optional<Profile> read(Path place, Audit found) throws IOException {
    Path file = place.isAbsolute() ? place : folder.resolve(place);
    try {
      return Optional.of(ProfileReader.read(file, skipBad.given() || audit.given(), found));
    } catch (BadProfile e) {
      String what = String.valueOf(e.getMessage()).replace(folder + "/", "");
      if (audit.given()
          && e.line() == 0
          && e.file().equals(file)
          && found.rows() + found.count() > 0) {
        note(place, "nothing is drawn: " + what);
        return Optional.empty();
      }
      boolean row = e.line() > 1 && !skipBad.given() && !audit.given();
      throw new GrapherFailure(
          GrapherFailure.BAD_DATA,
          what,
          row
              ? "Drew nothing. `grapher --skip-bad " + name.text() + "` leaves such lines out."
              : "Drew nothing.",
          e);
    }
  }

  private Set<Output> outputs() {
    Set<Output> outputs = EnumSet.noneOf(Output.class);
    for (String format : formats.texts()) {
      boolean known = format.equalsIgnoreCase("all");
      if (known) {
        outputs.addAll(EnumSet.allOf(Output.class));
      }
      for (Output output : Output.values()) {
        if (output.ending().equals(format.toLowerCase(Locale.ROOT))) {
          outputs.add(output);
          known = true;
        }
      }
      if (!known) {
        throw new GrapherFailure(
            GrapherFailure.USAGE,
            "--format must be any of pdf, png, svg, html, or all, not '" + format + "'.",
            "Try: grapher --format pdf results_2.csv");
      }
    }
    return outputs;
  }

  private void draw(Profile profile, Audit found, Plots plots) {
    try {
      Drawing.of(profile, found, plots);
    } catch (IOException e) {
      throw new GrapherFailure(
          GrapherFailure.FAILED,
          out.text() + " cannot be written: " + e + ".",
          "Make the folder writable, or choose another:  grapher --out FOLDER " + name.text(),
          e);
    }
  }

  /** Shows the page, or the first chart. */
  private void show(List<String> written) {
    String file =
        written.stream().filter(path -> path.endsWith(".html")).findFirst().orElse(written.get(0));
    new Opener(System.getenv())
        .open(folder.resolve(file))
        .ifPresent(
            why -> stderr.println(Visible.of("note: " + file + " was not opened: " + why + ".")));
  }
}

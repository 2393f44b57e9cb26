package freeworker.grapher;

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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code grapher} command: says and draws what a profile holds. */
@Command(
    name = "grapher",
    description = "Draws who was busy when, and the throughput, from a profile.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  grapher results_2.csv                 profiling/results_2.csv, or ./results_2.csv",
      "  grapher ../run/results_2.csv --out .  a file elsewhere, charts in this folder",
      "  grapher benchmarks.csv                the table of a sweep, beside what could be at most",
      "Exit codes: 0 drawn, 1 cannot write or the audit failed, 2 wrong usage, 65 bad data, 66 no such file"
    })
final class GrapherCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PROFILE",
      arity = "0..1",
      description = "the profile to draw: results_2.csv")
  private @Nullable String name;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      defaultValue = "plots",
      description = "where to put the charts (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("plots");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      defaultValue = "pdf,png",
      description = "any of pdf, png, svg, html, or all (default: ${DEFAULT-VALUE})")
  private List<String> formats = List.of("pdf", "png");

  @Option(names = "--skip-bad", description = "leave bad rows out instead of refusing the file")
  private boolean skipBad;

  @Option(
      names = "--audit",
      description = "list what cannot have been, mark it in the chart; exit 1 if there is any")
  private boolean audit;

  @Option(names = "--open", description = "show the page or the first chart, where a desktop is")
  private boolean open;

  @Option(names = "--surface", description = "draw a sweep as a surface too: surface.pdf")
  private boolean surface;

  @Option(names = "--json", description = "print what is found as one JSON object")
  private boolean json;

  @Option(names = "--verbose", description = "show the stack trace of a failure")
  private boolean verbose;

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

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      throw new GrapherFailure(
          GrapherFailure.USAGE, "PROFILE is missing.", "Try: grapher results_2.csv");
    }
    var plots = new Plots(folder, out, outputs());
    Path place = Place.of(folder, name);
    var sweeps = new SweepDrawing(stdout, stderr, folder, plots, surface);
    if (sweeps.isSweep(place)) {
      return sweeps.call(place, json, audit);
    }
    sweeps.check(place);
    var found = new Audit();
    Optional<Profile> profile = read(place, found);
    var report = new AuditReport(place.toString(), found);
    if (audit && !json) {
      report.lines().forEach(this::say);
    } else if (!audit && profile.isPresent()) {
      var summary = new Summary(profile.get(), found);
      summary.notes().forEach(note -> note(place, note));
      if (!json) {
        summary.lines().forEach(this::say);
      }
    }
    stdout.flush();
    if (profile.isPresent()) {
      draw(profile.get(), found, plots);
    }
    sweeps.beside(place);
    List<String> written = plots.written();
    if (json) {
      Json object = audit ? report.json() : new Summary(profile.orElseThrow(), found).json();
      say(object.put("written", written).toString());
    } else if (!written.isEmpty()) {
      say("wrote " + String.join("  ", written));
    }
    if (open && !written.isEmpty()) {
      show(written);
    }
    return audit && found.count() > 0 ? GrapherFailure.FAILED : 0;
  }

  private void say(String line) {
    stdout.println(Visible.of(line));
  }

  private void note(Path place, String note) {
    stderr.println(Visible.of("note: " + place + ": " + note));
  }

  /** The profile; nothing where an audit could judge the rows although they make no chart. */
  private Optional<Profile> read(Path place, Audit found) throws IOException, GrapherFailure {
    Path file = place.isAbsolute() ? place : folder.resolve(place);
    try {
      return Optional.of(ProfileReader.read(file, skipBad || audit, found));
    } catch (BadProfile e) {
      String what = String.valueOf(e.getMessage()).replace(folder + "/", "");
      if (audit && e.line() == 0 && e.file().equals(file) && found.rows() + found.count() > 0) {
        note(place, "nothing is drawn: " + what);
        return Optional.empty();
      }
      boolean row = e.line() > 1 && !skipBad && !audit;
      throw new GrapherFailure(
          GrapherFailure.BAD_DATA,
          what,
          row
              ? "Drew nothing. `grapher --skip-bad " + name + "` leaves such lines out."
              : "Drew nothing.",
          e);
    }
  }

  private Set<Output> outputs() throws GrapherFailure {
    Set<Output> outputs = EnumSet.noneOf(Output.class);
    for (String format : formats) {
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

  private void draw(Profile profile, Audit found, Plots plots) throws GrapherFailure {
    try {
      Drawing.of(profile, found, plots);
    } catch (IOException e) {
      throw new GrapherFailure(
          GrapherFailure.FAILED,
          out + " cannot be written: " + e + ".",
          "Make the folder writable, or choose another:  grapher --out FOLDER " + name,
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

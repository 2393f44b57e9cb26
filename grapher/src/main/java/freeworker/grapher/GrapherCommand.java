package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.BadProfile;
import freeworker.profiling.Doubt;
import freeworker.profiling.Profile;
import freeworker.profiling.ProfileReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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
      "Exit codes: 0 drawn, 1 cannot write or the audit failed, 2 wrong usage, 65 bad data, 66 no such file"
    })
final class GrapherCommand implements Callable<Integer> {
  private static final int TOLD = 5;

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

  @Option(names = "--json", description = "print the summary as one JSON object")
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
    Set<Output> outputs = outputs();
    Path place = Place.of(folder, name);
    var heard = new Audit();
    Profile profile = read(place, heard);
    profile.notes().forEach(note -> stderr.println("note: " + place + ": " + note));
    if (audit) {
      new AuditReport(place.toString(), heard).lines().forEach(stdout::println);
      stdout.flush();
    } else {
      tell(place, profile);
    }
    if (!json && !audit) {
      stdout.println("Throughput =  " + Words.shortest(profile.throughput()));
      stdout.println(summary(profile));
      stdout.flush();
    }
    List<Path> written = draw(profile, outputs);
    if (json) {
      stdout.println(object(profile, written));
    } else {
      stdout.println("wrote " + String.join("  ", written.stream().map(Path::toString).toList()));
    }
    if (open) {
      show(written);
    }
    return audit && heard.count() > 0 ? GrapherFailure.FAILED : 0;
  }

  private Profile read(Path place, Audit heard) throws IOException, GrapherFailure {
    try {
      return ProfileReader.read(
          place.isAbsolute() ? place : folder.resolve(place), skipBad || audit, heard);
    } catch (BadProfile e) {
      String what = String.valueOf(e.getMessage()).replace(folder + "/", "");
      boolean row = e.line() > 1 && !skipBad;
      throw new GrapherFailure(
          GrapherFailure.BAD_DATA,
          what,
          row
              ? "Drew nothing. `grapher --skip-bad " + name + "` leaves such lines out."
              : "Drew nothing.",
          e);
    }
  }

  private void tell(Path place, Profile profile) {
    List<Doubt> doubts = profile.doubts();
    for (Doubt doubt : doubts.subList(0, Math.min(TOLD, doubts.size()))) {
      stderr.println(
          String.format(
              Locale.ROOT,
              "note: %s: worker %d %s at %.2f s (line %d): two clients shared it.",
              place,
              doubt.worker(),
              doubt.what(),
              doubt.seconds(),
              doubt.line()));
    }
    if (doubts.size() > TOLD) {
      stderr.println("note: " + place + ": and " + (doubts.size() - TOLD) + " times more.");
    }
  }

  private static String summary(Profile profile) {
    List<String> parts = new ArrayList<>();
    parts.add(Words.count(profile.finished(), "task") + " in " + Words.time(profile.seconds()));
    parts.add(Words.count(profile.workers(), "worker"));
    parts.add(Words.percent(profile.utilisation()) + " busy");
    profile.medianTask().ifPresent(median -> parts.add("median task " + Words.time(median)));
    if (profile.failed() > 0) {
      parts.add(profile.failed() + " failed");
    }
    return String.join(", ", parts);
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

  private List<Path> draw(Profile profile, Set<Output> outputs) throws GrapherFailure {
    try {
      return new Drawing(folder, out, outputs).of(profile);
    } catch (IOException e) {
      throw new GrapherFailure(
          GrapherFailure.FAILED,
          out + " cannot be written: " + e + ".",
          "Make the folder writable, or choose another:  grapher --out FOLDER " + name,
          e);
    }
  }

  /** Shows the page, or the first chart. */
  private void show(List<Path> written) {
    Path file =
        written.stream()
            .filter(path -> path.toString().endsWith(".html"))
            .findFirst()
            .orElse(written.get(0));
    new Opener(System.getenv())
        .open(folder.resolve(file))
        .ifPresent(why -> stderr.println("note: " + file + " was not opened: " + why + "."));
  }

  private static String object(Profile profile, List<Path> written) {
    String files =
        String.join(
            ",", written.stream().map(file -> "\"" + escaped(file.toString()) + "\"").toList());
    return "{\"profile\":\""
        + escaped(profile.name())
        + "\",\"throughput\":"
        + Words.shortest(profile.throughput())
        + ",\"tasks\":"
        + Words.shortest(profile.finished())
        + ",\"failed\":"
        + profile.failed()
        + ",\"seconds\":"
        + Words.shortest(profile.seconds())
        + ",\"workers\":"
        + profile.workers()
        + ",\"busy\":"
        + Words.shortest(profile.utilisation())
        + ",\"lent_twice\":"
        + profile.doubts().size()
        + ",\"written\":["
        + files
        + "]}";
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c < ' ') {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}

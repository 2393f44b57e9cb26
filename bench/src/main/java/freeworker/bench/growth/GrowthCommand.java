package freeworker.bench.growth;

import freeworker.bench.run.Child;
import freeworker.bench.run.Findings;
import freeworker.bench.run.Machine;
import freeworker.bench.run.Table;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code bench growth} command: measures how costs grow, and says which promises hold. */
public final class GrowthCommand implements Command.Action {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final String PARTS =
      Arrays.stream(Part.values()).map(Part::name).collect(Collectors.joining(", "));

  private final Command line =
      new Command(
              "growth",
              "Measures how costs grow with workers, clients, waiters and the size of tasks.",
              this)
          .footer("Exit codes: 0 all promises hold, 1 one is missed, 2 wrong usage\n");
  private final Value only =
      line.option("--only", "PART,...", "measure these alone: " + PARTS).listed();
  private final Value quick = line.flag("--quick", "small and short, to see that everything works");
  private final Value json = line.option("--json", "FILE", "write all figures there too");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();

  /**
   * @param home where the programs are
   */
  public GrowthCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  /** What is said on its command line. */
  public Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    Set<Part> parts = parts();
    out.println("machine: " + machine.words());
    out.println(
        "repeat:  bin/bench growth"
            + (only.given() ? " --only " + String.join(",", only.texts()) : "")
            + (quick.given() ? " --quick" : ""));
    Map<Part, Findings> all = new EnumMap<>(Part.class);
    for (Part part : parts) {
      err.println("measuring " + part);
      double before = machine.load();
      Findings findings = measure(part);
      all.put(part, findings);
      out.printf(
          Locale.ROOT,
          "%n### %s%nload of the last minute: %.2f before, %.2f after%n",
          part,
          before,
          machine.load());
      findings.lines().forEach(out::println);
    }
    if (json.given()) {
      Files.writeString(Path.of(json.text()), json(all));
    }
    return all.values().stream().allMatch(Findings::held) ? 0 : 1;
  }

  private Set<Part> parts() {
    Set<Part> wished = EnumSet.noneOf(Part.class);
    for (String name : only.texts()) {
      try {
        wished.add(Part.valueOf(name));
      } catch (IllegalArgumentException e) {
        throw only.not(name, "one of " + PARTS);
      }
    }
    return wished.isEmpty() ? EnumSet.allOf(Part.class) : wished;
  }

  private Findings measure(Part part) throws IOException, InterruptedException {
    return switch (part) {
      case LEDGER -> brain(part, List.of(LedgerGrowth.HEAP, LedgerGrowth.YOUNG));
      case SCALE -> brain(part, List.of(Scale.HEAP));
      case CLIENTS -> Clients.measure(home, quick.given());
      case FAIRNESS -> Fairness.measure(home, quick.given());
      case WAITERS -> Waiters.measure(home, quick.given());
      case BYTES -> WireBytes.measure(home);
      case PAYLOADS -> Payloads.measure(home, quick.given());
    };
  }

  /** Measures in a process that has done nothing else. */
  private Findings brain(Part part, List<String> flags) throws IOException, InterruptedException {
    List<String> arguments = List.of(part.name(), String.valueOf(quick.given()));
    try (Child child = Child.java(part.name(), BrainMain.class, flags, arguments)) {
      List<String> lines = new ArrayList<>();
      for (String said = child.hear(PATIENCE); !said.isEmpty(); said = child.hear(PATIENCE)) {
        lines.add(said);
      }
      return Findings.decode(lines);
    }
  }

  private String json(Map<Part, Findings> all) {
    return "{\"machine\":"
        + Table.quoted(machine.words())
        + ",\"parts\":{"
        + all.entrySet().stream()
            .map(part -> "\n\"" + part.getKey() + "\":" + part.getValue().json())
            .collect(Collectors.joining(","))
        + "}}\n";
  }
}

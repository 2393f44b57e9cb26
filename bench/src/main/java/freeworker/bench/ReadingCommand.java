package freeworker.bench;

import freeworker.bench.run.Machine;
import freeworker.bench.run.Scratch;
import freeworker.bench.run.Spread;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The {@code bench reading} command: how fast, and in how much memory, long profiles are read. */
final class ReadingCommand implements Command.Action {
  private static final double MIB = 1 << 20;

  private final Command line =
      new Command("reading", "Measures how long profiles are read and drawn.", this);
  private final Value rows =
      line.option("--rows", "N,...", "how long the profiles are (default: {})")
          .listed()
          .usually("1000000,10000000");
  private final Value rounds =
      line.option("--rounds", "N", "how often each one is read and drawn (default: {})")
          .usually("5");

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final Machine machine = new Machine();

  ReadingCommand(PrintWriter out, PrintWriter err, Path home) {
    this.out = out;
    this.err = err;
    this.home = home;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    if (rounds.whole() < 1 || rows.wholes().stream().anyMatch(n -> n < 2)) {
      throw line.wrong("--rounds from 1, --rows from 2.");
    }
    out.println("machine: " + machine.words());
    out.printf(Locale.ROOT, "load of the last minute before: %.2f%n%n", machine.load());
    out.println(
        "| profile | rows | MB | rows/s read: median (min-max) | heap in use: peak, kept after"
            + " | grapher "
            + Reading.HEAP
            + ": s | its memory at most |");
    out.println("|---|---:|---:|---:|---:|---:|---:|");
    Path folder = Files.createTempDirectory("freeworker-reading");
    Path file = folder.resolve("results.csv");
    try {
      for (long count : rows.wholes()) {
        for (LongProfile shape : LongProfile.values()) {
          err.println("writing " + shape.words() + ", " + count + " rows");
          shape.write(file, count);
          out.println(line(shape, count, file));
        }
      }
    } finally {
      Scratch.remove(folder);
    }
    out.printf(Locale.ROOT, "%nload of the last minute after: %.2f%n", machine.load());
    return 0;
  }

  private String line(LongProfile shape, long count, Path file)
      throws IOException, InterruptedException {
    List<Double> speeds = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    long peak = 0;
    long kept = 0;
    long resident = -1;
    for (int round = 1; round <= rounds.whole(); round++) {
      err.println("round " + round + " of " + rounds.whole());
      Reading reading = Reading.of(file);
      speeds.add(count * 1e9 / reading.nanos());
      peak = Math.max(peak, reading.peak());
      kept = Math.max(kept, reading.kept());
      Reading.Drawing drawing = Reading.draw(home, file);
      times.add(drawing.nanos() / 1e9);
      resident = Math.max(resident, drawing.resident());
    }
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %s | %.0f, %.0f MiB | %s | %s |",
        shape.words(),
        count,
        Files.size(file) / 1e6,
        Spread.of(speeds).words(0),
        peak / MIB,
        kept / MIB,
        Spread.of(times).words(1),
        resident < 0 ? "unknown" : String.format(Locale.ROOT, "%.0f MiB", resident / MIB));
  }
}

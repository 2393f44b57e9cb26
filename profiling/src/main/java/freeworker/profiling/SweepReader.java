package freeworker.profiling;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sweeps: the original's and ours; columns are found by their names. */
final class SweepReader {
  private static final int BYTES_LIMIT = 1 << 22;
  private static final int SHOWN = 40;

  private final RFC4180Parser parser = new RFC4180ParserBuilder().build();
  private final Path file;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<List<Integer>, Integer> lines = new HashMap<>();
  private int width;

  private SweepReader(Path file) {
    this.file = file;
  }

  static Sweep read(Path file) throws IOException, BadProfile {
    return new SweepReader(file).read();
  }

  private Sweep read() throws IOException, BadProfile {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(BYTES_LIMIT + 1);
    }
    if (bytes.length > BYTES_LIMIT) {
      throw new BadProfile(file, 0, "it is larger than " + BYTES_LIMIT + " bytes; no sweep is.");
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] all = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r?\n", -1);
    header(all[0]);
    List<SweepCell> cells = new ArrayList<>();
    long tasks = 0;
    for (int number = 2; number <= all.length; number++) {
      String line = all[number - 1];
      if (!line.isEmpty()) {
        SweepCell cell = cell(number, line);
        tasks += cell.tasks();
        cells.add(cell);
      }
      if (cells.size() > Sweep.MOST_CELLS || tasks > Sweep.MOST_TASKS) {
        throw new BadProfile(
            file,
            number,
            "a sweep has at most %d cells and %d tasks."
                .formatted(Sweep.MOST_CELLS, Sweep.MOST_TASKS));
      }
    }
    if (cells.isEmpty()) {
      throw new BadProfile(file, 0, "it has no rows, so nothing was measured.");
    }
    return new Sweep(cells);
  }

  private void header(String line) throws BadProfile {
    String[] names = fields(1, line);
    width = names.length;
    for (int i = 0; i < width; i++) {
      places.putIfAbsent(names[i].strip(), i);
    }
    for (String needed : SweepColumns.ORIGINAL) {
      if (!places.containsKey(needed)) {
        throw new BadProfile(
            file,
            1,
            "there is no column %s. A sweep begins with %s."
                .formatted(needed, String.join(",", SweepColumns.ORIGINAL)));
      }
    }
  }

  private SweepCell cell(int number, String line) throws BadProfile {
    String[] fields = fields(number, line);
    if (fields.length != width) {
      throw new BadProfile(
          file, number, "there are %d fields, the header has %d.".formatted(fields.length, width));
    }
    int workers = whole(number, "Workers", fields, SweepCell.MOST);
    int clients = whole(number, "Functions", fields, SweepCell.MOST);
    double throughput = number(number, "Throughput", fields);
    Integer before = lines.putIfAbsent(List.of(workers, clients), number);
    if (before != null) {
      throw new BadProfile(
          file,
          number,
          "%d workers and %d clients were on line %d already.".formatted(workers, clients, before));
    }
    try {
      Optional<SweepRun> run = run(number, fields);
      if (run.isEmpty()) {
        return SweepCell.of(workers, clients, throughput);
      }
      SweepCell cell = SweepCell.of(workers, clients, run.get());
      if (Math.abs(cell.throughput() - throughput) > 1e-6 * cell.throughput()) {
        throw new BadProfile(
            file,
            number,
            "Throughput is %s, but Tasks by Seconds is %s."
                .formatted(throughput, cell.throughput()));
      }
      return cell;
    } catch (IllegalArgumentException e) {
      throw new BadProfile(file, number, e.getMessage() + ".");
    }
  }

  /** How the cell was measured, when the line says all of it. */
  private Optional<SweepRun> run(int number, String[] fields) throws BadProfile {
    for (String name : SweepColumns.RUN) {
      if (!places.containsKey(name) || field(name, fields).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new SweepRun(
            whole(number, "Tasks", fields, Integer.MAX_VALUE),
            number(number, "Seconds", fields),
            number(number, "TaskSeconds", fields),
            number(number, "ThinkSeconds", fields),
            number(number, "ProcessSeconds", fields)));
  }

  private int whole(int line, String name, String[] fields, int most) throws BadProfile {
    double value = number(line, name, fields);
    if (value != Math.rint(value) || value < 1 || value > most) {
      throw new BadProfile(
          file,
          line,
          "%s is \"%s\", expected a whole number from 1 to %d."
              .formatted(name, shown(field(name, fields)), most));
    }
    return (int) value;
  }

  private double number(int line, String name, String[] fields) throws BadProfile {
    String text = field(name, fields);
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, as for any other wrong number.
    }
    throw new BadProfile(
        file,
        line,
        "%s is \"%s\", expected a number that is not negative.".formatted(name, shown(text)));
  }

  private String field(String name, String[] fields) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("column " + name + " was not looked for");
    }
    return fields[place].strip();
  }

  private String[] fields(int number, String line) throws BadProfile {
    try {
      return parser.parseLine(line);
    } catch (IOException | RuntimeException e) {
      throw new BadProfile(file, number, "\"" + shown(line) + "\" is no line of a CSV file.");
    }
  }

  private static String shown(String text) {
    String seen = text.replaceAll("\\P{Print}", "?");
    return seen.length() > SHOWN ? seen.substring(0, SHOWN) + "..." : seen;
  }
}

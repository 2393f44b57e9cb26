package freeworker.profiling;

import com.opencsv.RFC4180Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A profile with one mistake made on purpose. */
final class Mutation {
  private static final int BUSY = 2;
  private static final String JOINED = Event.Kind.JOINED.word();
  private static final int FINISHED = 3;
  private static final int EVENT = 4;

  private final List<Path> files;
  private final boolean renumber;
  private final List<String> headers = new ArrayList<>();
  private final List<Cell> rows = new ArrayList<>();
  private String what = "nothing";

  /** What can be done to a profile. */
  enum Kind {
    DROP,
    DUPLICATE,
    SWAP,
    FLIP,
    FINISHED
  }

  /** A row, and the file that it is in. */
  private record Cell(int part, String[] fields) {
    String event() {
      return fields.length > EVENT ? fields[EVENT] : "";
    }

    String flags() {
      return fields[BUSY];
    }

    double finished() {
      return Double.parseDouble(fields[Mutation.FINISHED]);
    }

    Cell with(int field, String text) {
      String[] other = fields.clone();
      other[field] = text;
      return new Cell(part, other);
    }
  }

  /**
   * @param renumber hides the mistake from who only counts rows
   */
  Mutation(List<Path> files, boolean renumber) throws IOException {
    this.files = files;
    this.renumber = renumber;
    var parser = new RFC4180Parser();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      headers.add(lines.get(0));
      for (String line : lines.subList(1, lines.size())) {
        rows.add(new Cell(headers.size() - 1, parser.parseLine(line)));
      }
    }
  }

  /** What was done, and the rows around it as they were. */
  @Override
  public String toString() {
    return what;
  }

  int size() {
    return rows.size();
  }

  /**
   * Makes the mistake, writes the files, and answers whether it may be none: whether the files can
   * be the record of another run in which nothing went wrong.
   */
  boolean make(Kind kind, Random random) throws IOException {
    int row = random.nextInt(rows.size() - (kind == Kind.SWAP ? 1 : 0));
    boolean harmless = false;
    what = kind + " of row " + row + ":\n";
    for (Cell near : rows.subList(Math.max(0, row - 1), Math.min(rows.size(), row + 3))) {
      what += near.part() + String.join(",", near.fields()) + "\n";
    }
    switch (kind) {
      case DROP -> {
        boolean last = row == rows.size() - 1;
        // Numbers start again in the next file.
        boolean uncounted = renumber || last || rows.get(row).part() < rows.get(row + 1).part();
        harmless = last || (uncounted && dropHarmless(row));
        rows.remove(row);
      }
      case DUPLICATE -> {
        harmless = renumber && (is(row, Row.GAP) || is(row, JOINED));
        rows.add(row, rows.get(row));
      }
      case SWAP -> {
        harmless = swapHarmless(row);
        Cell one = rows.get(row);
        Cell other = rows.get(row + 1);
        rows.set(row, new Cell(one.part(), other.fields()));
        rows.set(row + 1, new Cell(other.part(), one.fields()));
      }
      case FLIP -> {
        harmless = free(row) && (row == rows.size() - 1 || free(row + 1));
        String flags = rows.get(row).flags();
        int at = 1 + 3 * random.nextInt((flags.length() + 1) / 3);
        char flipped = flags.charAt(at) == '1' ? '0' : '1';
        rows.set(
            row,
            rows.get(row).with(BUSY, flags.substring(0, at) + flipped + flags.substring(at + 1)));
      }
      case FINISHED -> {
        double more = random.nextBoolean() ? 1 : -1;
        more = rows.get(row).finished() + more < 0 ? 1 : more;
        harmless = counts(row, more) && (row == rows.size() - 1 || counts(row + 1, -more));
        rows.set(row, rows.get(row).with(FINISHED, rows.get(row).finished() + more + ""));
      }
    }
    write();
    return harmless;
  }

  /** Whether a row that tells of a gap changed places with another of the same time. */
  private boolean swapHarmless(int row) {
    String time = rows.get(row).fields()[1];
    return renumber
        && time.equals(rows.get(row + 1).fields()[1])
        && (is(row, Row.GAP) || is(row + 1, Row.GAP) || (is(row, JOINED) && is(row + 1, JOINED)));
  }

  /** Whether a row may change any flags: those of a gap, and those that begin a file before one. */
  private boolean free(int row) {
    return is(row, Row.GAP)
        || (is(row, Row.SEGMENT) && row + 1 < rows.size() && is(row + 1, Row.GAP));
  }

  /** Whether the next row may tell of the same in one. */
  private boolean dropHarmless(int row) {
    if (is(row, Row.SEGMENT)) {
      return false;
    }
    double tasks = tasks(row);
    String before = flagsBefore(row);
    String after = rows.get(row).flags();
    // A row of many changes says how many flags rose and fell, but not whose.
    boolean same = is(row + 1, Row.MANY) ? up(before) == up(after) : before.equals(after);
    return free(row + 1) || (same && counts(row + 1, tasks));
  }

  /** Whether the row may raise Finished by so much more than it does. */
  private boolean counts(int row, double more) {
    double tasks = tasks(row) + more;
    return switch (rows.get(row).event()) {
      case "freed", "many", "gap" -> tasks >= 0;
      case "done" -> tasks >= 1;
      case "segment" -> more == 0 || (free(row) && tasks >= 0);
      default -> more == 0;
    };
  }

  private double tasks(int row) {
    return rows.get(row).finished() - (row == 0 ? 0 : rows.get(row - 1).finished());
  }

  private String flagsBefore(int row) {
    return row == 0 ? rows.get(row).flags().replace('1', '0') : rows.get(row - 1).flags();
  }

  private static long up(String flags) {
    return flags.chars().filter(c -> c == '1').count();
  }

  private boolean is(int row, String event) {
    return rows.get(row).event().equals(event);
  }

  private void write() throws IOException {
    for (int part = 0; part < files.size(); part++) {
      List<String> lines = new ArrayList<>(List.of(headers.get(part)));
      for (Cell row : rows) {
        if (row.part() == part) {
          Cell numbered = renumber ? row.with(0, String.valueOf(lines.size() - 1)) : row;
          lines.add(
              Arrays.stream(numbered.fields())
                  .map(field -> field.isEmpty() ? "" : '"' + field.replace("\"", "\"\"") + '"')
                  .collect(Collectors.joining(",")));
        }
      }
      Files.write(files.get(part), lines);
    }
  }
}

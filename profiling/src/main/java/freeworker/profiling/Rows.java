package freeworker.profiling;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of a profile, those of all its segments in turn. */
final class Rows {
  private final Path file;
  private final Hearer hearer;
  private final RFC4180Parser parser = new RFC4180ParserBuilder().build();

  /** Hears the rows of a profile one by one. */
  interface Hearer {
    /** Hears that a file begins: the profile itself, then each segment. */
    void begin(Path part);

    /**
     * Hears a row. Rows may share their arrays, so nobody changes them.
     *
     * @throws BadProfile when it does not fit to the rows before; it is then heard as refused
     */
    void row(Replay.Read row) throws BadProfile;

    /**
     * Hears of a line that is no row or was refused.
     *
     * @param torn whether the file ends inside the line
     * @throws BadProfile to read no further
     */
    void refused(BadProfile why, boolean torn) throws BadProfile;
  }

  private Rows(Path file, Hearer hearer) {
    this.file = file;
    this.hearer = hearer;
  }

  /**
   * Reads a profile and its segments.
   *
   * @throws BadProfile when a file is no profile at all, or when the hearer says so
   */
  static void read(Path file, Hearer hearer) throws IOException, BadProfile {
    new Rows(file, hearer).read();
  }

  private void read() throws IOException, BadProfile {
    boolean more = readFile(file, segment(2));
    for (int segment = 2; more; segment++) {
      more = readFile(segment(segment), segment(segment + 1));
    }
  }

  private Path segment(int number) {
    String name = String.valueOf(file.getFileName());
    int end = name.endsWith(".csv") ? name.length() - 4 : name.length();
    return file.resolveSibling(name.substring(0, end) + ".s" + number + name.substring(end));
  }

  /**
   * Reads a file.
   *
   * @return whether another one follows; this one was then read when nobody wrote to it any more
   */
  private boolean readFile(Path part, Path following) throws IOException, BadProfile {
    try (var lines = new Lines(Files.newInputStream(part), part, () -> Files.exists(following))) {
      if (!lines.next()) {
        throw new BadProfile(part, 0, "it is empty; a profile begins with a line of column names.");
      }
      String header = lines.text();
      if (header.startsWith("\uFEFF")) {
        header = header.substring(1);
      }
      var columns = new ColumnsRead(part, parser.parseLine(header));
      var plain = new PlainRows(columns);
      hearer.begin(part);
      while (lines.next()) {
        if (!lines.empty()) {
          readRow(columns, plain, lines);
        }
      }
      return lines.complete();
    }
  }

  private void readRow(ColumnsRead columns, PlainRows plain, Lines lines)
      throws BadProfile, IOException {
    try {
      Replay.Read row = plain.row(lines.bytes(), lines.from(), lines.to(), lines.number());
      if (row == null) {
        row = columns.row(lines.number(), parser.parseLine(lines.text()));
      }
      hearer.row(row);
    } catch (BadProfile e) {
      hearer.refused(e, lines.torn());
    }
  }
}

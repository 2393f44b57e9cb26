package freeworker.profiling;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads profiles: the original's and ours, with all their segments. */
public final class ProfileReader {
  private final Path file;
  private final boolean skipBad;
  private final RFC4180Parser parser = new RFC4180ParserBuilder().build();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Replay replay;
  private int width;
  private long rows;
  private long bad;
  private double lastTime = Double.NEGATIVE_INFINITY;
  private double lastFinished;

  private ProfileReader(Path file, boolean skipBad) {
    this.file = file;
    this.skipBad = skipBad;
  }

  /**
   * Reads a profile and its segments.
   *
   * @param skipBad leaves bad rows out instead of refusing the file
   * @throws BadProfile when it is no profile
   */
  public static Profile read(Path file, boolean skipBad) throws IOException, BadProfile {
    return new ProfileReader(file, skipBad).read();
  }

  private Profile read() throws IOException, BadProfile {
    readFile(file);
    for (int segment = 2; Files.exists(segment(segment)); segment++) {
      readFile(segment(segment));
    }
    if (bad > 0) {
      notes.add(bad + (bad == 1 ? " bad row was" : " bad rows were") + " left out.");
    }
    if (replay == null) {
      throw new BadProfile(file, 0, "it has no rows, so nothing was recorded.");
    }
    replay.close();
    if (rows < 2 || replay.last() <= replay.first()) {
      throw new BadProfile(
          file, 0, "its rows span no time, so there is no throughput. Run a task and look again.");
    }
    return new Profile(String.valueOf(file.getFileName()), replay, notes);
  }

  private Path segment(int number) {
    String name = String.valueOf(file.getFileName());
    int end = name.endsWith(".csv") ? name.length() - 4 : name.length();
    return file.resolveSibling(name.substring(0, end) + ".s" + number + name.substring(end));
  }

  private void readFile(Path part) throws IOException, BadProfile {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    try (var lines =
        new Lines(
            new BufferedReader(new InputStreamReader(Files.newInputStream(part), decoder), 1 << 16),
            part)) {
      String header = lines.next();
      if (header == null) {
        throw new BadProfile(part, 0, "it is empty; a profile begins with a line of column names.");
      }
      if (header.startsWith("\uFEFF")) {
        header = header.substring(1);
      }
      var columns = new ColumnsRead(part, fields(header));
      width = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isEmpty()) {
          readRow(part, columns, line, lines);
        }
      }
    }
  }

  private void readRow(Path part, ColumnsRead columns, String line, Lines lines)
      throws BadProfile, IOException {
    try {
      Replay.Read row = columns.row(lines.number(), fields(line));
      check(part, row);
      if (replay == null) {
        replay = new Replay(row);
      } else if (row.flags().length > replay.workers()) {
        replay.widen(row.flags().length, row.time());
      }
      width = row.flags().length;
      replay.add(row);
      rows++;
      lastTime = row.time();
      lastFinished = row.finished();
    } catch (BadProfile e) {
      if (lines.torn()) {
        notes.add(
            "the last line is torn and was left out: the profile is still being written, or its"
                + " broker was killed.");
      } else if (skipBad) {
        bad++;
      } else {
        throw e;
      }
    }
  }

  private void check(Path part, Replay.Read row) throws BadProfile {
    // Between two segments workers may have joined; inside a file nobody joins, and nobody leaves.
    boolean fits =
        width > 0
            ? row.flags().length == width
            : replay == null || row.flags().length >= replay.workers();
    if (!fits) {
      throw new BadProfile(
          part,
          row.line(),
          "Busy has "
              + row.flags().length
              + " flags, the rows before it have "
              + (width > 0 || replay == null ? width : replay.workers())
              + ".");
    }
    if (row.time() < lastTime) {
      throw new BadProfile(
          part,
          row.line(),
          "Timestamp goes back, from " + plain(lastTime) + " to " + plain(row.time()) + ".");
    }
    if (row.finished() < lastFinished) {
      throw new BadProfile(
          part,
          row.line(),
          "Finished falls, from " + plain(lastFinished) + " to " + plain(row.finished()) + ".");
    }
  }

  private static String plain(double number) {
    return java.math.BigDecimal.valueOf(number).toPlainString();
  }

  private String[] fields(String line) throws IOException {
    return parser.parseLine(line);
  }
}

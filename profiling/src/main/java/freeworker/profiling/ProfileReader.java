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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads profiles: the original's and ours, with all their segments. */
public final class ProfileReader {
  private static final int LINE_LIMIT = 1 << 20;
  private static final int WORKERS_LIMIT = 65_536;

  private final Path file;
  private final boolean skipBad;
  private final RFC4180Parser parser = new RFC4180ParserBuilder().build();
  private final List<String> notes = new ArrayList<>();
  private @Nullable Replay replay;
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
      }
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
    if (replay != null && replay.workers() != row.flags().length) {
      throw new BadProfile(
          part,
          row.line(),
          "Busy has "
              + row.flags().length
              + " flags, the rows before it have "
              + replay.workers()
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

  /** Lines with their numbers, none of them endless. */
  private static final class Lines implements AutoCloseable {
    private final BufferedReader reader;
    private final Path part;
    private long number;
    private boolean ended;
    private boolean torn;

    Lines(BufferedReader reader, Path part) {
      this.reader = reader;
      this.part = part;
    }

    @Nullable String next() throws IOException, BadProfile {
      if (ended) {
        return null;
      }
      number++;
      var line = new StringBuilder();
      for (int c = reader.read(); c != '\n'; c = reader.read()) {
        if (c < 0) {
          ended = true;
          torn = line.length() > 0;
          return torn ? line.toString() : null;
        }
        if (c == 0) {
          throw new BadProfile(part, number, "it holds a zero byte; this is no text file.");
        }
        if (line.length() >= LINE_LIMIT) {
          throw new BadProfile(
              part, number, "it has more than " + LINE_LIMIT + " characters; no row has.");
        }
        line.append((char) c);
      }
      if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
      }
      return line.toString();
    }

    long number() {
      return number;
    }

    /** Whether the line that was read last has no end. */
    boolean torn() {
      return torn;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** Where the columns of a file are. */
  private static final class ColumnsRead {
    private final Path part;
    private final int width;
    private final int timestamp;
    private final int busy;
    private final int finished;
    private final int event;
    private final int worker;
    private final int waiting;
    private final int ok;
    private final int busySeconds;

    ColumnsRead(Path part, String[] names) throws BadProfile {
      this.part = part;
      this.width = names.length;
      Map<String, Integer> places = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        places.putIfAbsent(names[i], i);
      }
      for (String needed : Columns.ORIGINAL.subList(1, Columns.ORIGINAL.size())) {
        if (!places.containsKey(needed)) {
          throw new BadProfile(
              part,
              1,
              "there is no column "
                  + needed
                  + ". A profile begins with "
                  + String.join(",", Columns.ORIGINAL)
                  + ".");
        }
      }
      timestamp = places.getOrDefault("Timestamp", -1);
      busy = places.getOrDefault("Busy", -1);
      finished = places.getOrDefault("Finished", -1);
      event = places.getOrDefault("Event", -1);
      worker = places.getOrDefault("Worker", -1);
      waiting = places.getOrDefault("Waiting", -1);
      ok = places.getOrDefault("Ok", -1);
      busySeconds = places.getOrDefault("BusySeconds", -1);
    }

    Replay.Read row(long line, String[] fields) throws BadProfile {
      if (fields.length != width) {
        throw new BadProfile(
            part, line, "there are " + fields.length + " fields, the header has " + width + ".");
      }
      boolean[] flags = flags(line, fields[busy]);
      String what = event < 0 ? "" : fields[event];
      double[] seconds = new double[0];
      if (what.equals("many")) {
        seconds = seconds(line, fields[busySeconds], flags.length);
      }
      return new Replay.Read(
          line,
          number(line, "Timestamp", fields[timestamp]),
          flags,
          number(line, "Finished", fields[finished]),
          what,
          whole(worker, fields),
          whole(waiting, fields),
          ok >= 0 && fields[ok].equals("0"),
          seconds);
    }

    private static int whole(int column, String[] fields) {
      if (column < 0 || !fields[column].matches("[0-9]{1,9}")) {
        return -1;
      }
      return Integer.parseInt(fields[column]);
    }

    private double number(long line, String name, String text) throws BadProfile {
      try {
        double number = Double.parseDouble(text);
        if (Double.isFinite(number) && number >= 0) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, as for any other wrong number.
      }
      throw new BadProfile(
          part, line, name + " is \"" + cut(text) + "\", expected a number that is not negative.");
    }

    private boolean[] flags(long line, String text) throws BadProfile {
      int count = (text.length() + 1) / 3;
      boolean[] flags = new boolean[Math.min(count, WORKERS_LIMIT)];
      int found = 0;
      boolean wrong = text.length() < 3 || text.charAt(0) != '[' || !text.endsWith("]");
      for (int i = 1; i < text.length() - 1 && !wrong; i++) {
        char c = text.charAt(i);
        if (c == '0' || c == '1') {
          wrong = found == flags.length || !",[ ".contains(text.substring(i - 1, i));
          if (!wrong) {
            flags[found++] = c == '1';
          }
        } else {
          wrong = c != ',' && c != ' ';
        }
      }
      if (wrong || found == 0) {
        throw new BadProfile(
            part, line, "Busy is \"" + cut(text) + "\", expected flags such as \"[1, 0]\".");
      }
      return java.util.Arrays.copyOf(flags, found);
    }

    private double[] seconds(long line, String text, int workers) throws BadProfile {
      String[] parts = text.replaceAll("[\\[\\]\\s]", "").split(",", -1);
      double[] seconds = new double[workers];
      if (parts.length != workers) {
        throw new BadProfile(
            part, line, "BusySeconds has " + parts.length + " parts, Busy has " + workers + ".");
      }
      for (int i = 0; i < workers; i++) {
        seconds[i] = number(line, "BusySeconds", parts[i]);
      }
      return seconds;
    }

    private static String cut(String text) {
      String seen = text.replaceAll("\\p{Cntrl}", "?");
      return seen.length() > 40 ? seen.substring(0, 40) + "..." : seen;
    }
  }
}

package freeworker.profiling;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads profiles: the original's and ours, with all their segments. */
public final class ProfileReader {
  private final Path file;
  private final boolean skipBad;
  private final Rows.Hearer audience;
  private final List<String> notes = new ArrayList<>();
  private @Nullable Replay replay;
  private Path part;
  private int width;
  private long rows;
  private long bad;
  private double lastTime = Double.NEGATIVE_INFINITY;
  private double lastFinished;

  private ProfileReader(Path file, boolean skipBad, Rows.Hearer audience) {
    this.file = file;
    this.skipBad = skipBad;
    this.audience = audience;
    this.part = file;
  }

  /**
   * Reads a profile and its segments.
   *
   * @param skipBad leaves bad rows out instead of refusing the file
   * @throws BadProfile when it is no profile
   */
  public static Profile read(Path file, boolean skipBad) throws IOException, BadProfile {
    return read(file, skipBad, new Audit());
  }

  /**
   * Reads a profile and its segments, and audits them in the same pass; the audit also has what was
   * found when the file is refused.
   *
   * @param audit a new one
   */
  public static Profile read(Path file, boolean skipBad, Audit audit)
      throws IOException, BadProfile {
    try {
      return read(file, skipBad, audit.judge());
    } finally {
      audit.judge().end();
    }
  }

  /**
   * Reads a profile and its segments, while others listen.
   *
   * @param audience hears all that the reader hears, and before it
   */
  static Profile read(Path file, boolean skipBad, Rows.Hearer audience)
      throws IOException, BadProfile {
    return new ProfileReader(file, skipBad, audience).read();
  }

  private Profile read() throws IOException, BadProfile {
    Rows.read(
        file,
        new Rows.Hearer() {
          @Override
          public void begin(Path begun) {
            audience.begin(begun);
            part = begun;
            width = 0;
          }

          @Override
          public void row(Replay.Read row) throws BadProfile {
            audience.row(row);
            add(row);
          }

          @Override
          public void refused(BadProfile why, boolean torn) throws BadProfile {
            audience.refused(why, torn);
            leaveOut(why, torn);
          }
        });
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

  private void add(Replay.Read row) throws BadProfile {
    check(row);
    if (replay == null) {
      replay = new Replay(row);
    } else if (row.flags().length > replay.workers()) {
      replay.widen(row.flags().length, row.time());
    }
    replay.add(row);
    width = row.flags().length;
    rows++;
    lastTime = row.time();
    lastFinished = row.finished();
  }

  private void leaveOut(BadProfile why, boolean torn) throws BadProfile {
    if (torn) {
      notes.add(
          "the last line is torn and was left out: the profile is still being written, or its"
              + " broker was killed.");
    } else if (skipBad) {
      bad++;
    } else {
      throw why;
    }
  }

  private void check(Replay.Read row) throws BadProfile {
    // Between two segments workers may have joined; inside a file nobody joins, and nobody leaves.
    int least = width > 0 ? width : replay == null ? 0 : replay.workers();
    int flags = row.flags().length;
    if (flags < least || (width > 0 && flags > width)) {
      throw new BadProfile(
          part, row.line(), "Busy has " + flags + " flags, the rows before it have " + least + ".");
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
    return BigDecimal.valueOf(number).toPlainString();
  }
}

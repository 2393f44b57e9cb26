package freeworker.profiling;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Lines with their numbers, none of them endless. */
final class Lines implements AutoCloseable {
  private static final int LIMIT = 1 << 20;

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
      if (line.length() >= LIMIT) {
        throw new BadProfile(
            part, number, "it has more than " + LIMIT + " characters; no row has.");
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

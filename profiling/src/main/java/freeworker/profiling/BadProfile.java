package freeworker.profiling;

import java.nio.file.Path;

/** A file is no profile; the message says which line, what was there and what was expected. */
public final class BadProfile extends Exception {
  private final Path file;
  private final long line;
  private final String what;

  public BadProfile(Path file, long line, String what) {
    super(file + (line > 0 ? ", line " + line : "") + ": " + what);
    this.file = file;
    this.line = line;
    this.what = what;
  }

  public Path file() {
    return file;
  }

  /** The number of the line, from 1, or 0 when it is about the whole file. */
  public long line() {
    return line;
  }

  /** What was there and what was expected, without file and line. */
  String what() {
    return what;
  }
}

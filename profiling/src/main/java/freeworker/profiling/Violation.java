package freeworker.profiling;

import java.util.Locale;
import java.util.Objects;

/**
 * One thing in a profile that cannot have been, or that its row does not account for.
 *
 * @param file the name of the file, one of several when a profile has segments
 * @param line where it stands, from 1, or 0 when it is about the whole profile
 * @param seconds when, since the first row
 * @param worker whom it is about, -1 when nobody can be named
 * @param what the sentence about it, without time and place
 */
public record Violation(
    String file, long line, double seconds, int worker, Rule rule, String what) {
  public Violation {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(what, "what");
    if (line < 0 || worker < -1) {
      throw new IllegalArgumentException("no such line or worker: " + line + ", " + worker);
    }
  }

  /** What every profile keeps to. */
  public enum Rule {
    /** A free worker is lent, not one that somebody has. */
    LENT_TWICE("lent twice"),
    /** A worker is given back by the one who has it. */
    GIVEN_BACK_TWICE("given back twice"),
    /** The flags change as the row says. */
    FLAGS("wrong flags"),
    /** Finished rises with each task, and else it stands. */
    FINISHED("wrong Finished"),
    /** Time never goes back. */
    TIME("time going back"),
    /** The rows are numbered without a hole. */
    INDEX("wrong index"),
    /** A row names its event and the worker whose flag changed. */
    EVENT("wrong event"),
    /** What one row tells of many changes fits into its window. */
    WINDOW("wrong window"),
    /** A continuation begins where the file before it ended. */
    SEGMENT("wrong beginning"),
    /** A row can be read. */
    ROW("unreadable"),
    /** So many tasks of such a length fit into the time of all workers. */
    WORK("more work than workers");

    private final String words;

    Rule(String words) {
      this.words = words;
    }

    /** How a summary counts it: {@code 3 x lent twice}. */
    public String words() {
      return words;
    }
  }

  /** The sentence with time and line: {@code worker 0 was lent twice at 3.02 s, line 7}. */
  public String sentence() {
    return line == 0 ? what : what + " at " + time(seconds) + ", line " + line;
  }

  /** A time with the digits that tell it from its neighbours. */
  static String time(double seconds) {
    return seconds == 0 || Math.abs(seconds) >= 0.01
        ? String.format(Locale.ROOT, "%.2f s", seconds)
        : String.format(Locale.ROOT, "%.3f ms", seconds * 1e3);
  }
}

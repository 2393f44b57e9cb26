package freeworker.profiling;

import java.util.Objects;

/**
 * A moment that a chart can point at.
 *
 * @param seconds since the first row
 * @param worker the worker's number, or -1 when the row is about several
 * @param task what ran, at most 200 characters; empty when the file does not say
 */
public record Mark(double seconds, int worker, Kind kind, String task) {
  /** What happened at a mark. */
  public enum Kind {
    /** A task ended badly. */
    FAILED,
    /** A worker died. */
    LOST,
    /** The connection of a borrower was gone. */
    GONE,
    /** A lease ran out. */
    EXPIRED,
    /** A task ran once more after an attempt that came to nothing. */
    RETRIED,
    /** A worker joined. */
    JOINED
  }

  public Mark {
    Objects.requireNonNull(kind, "kind");
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException("seconds must not be negative: " + seconds);
    }
    if (task.length() > Cells.LONGEST_NAME) {
      task = task.substring(0, Cells.LONGEST_NAME);
    }
  }
}

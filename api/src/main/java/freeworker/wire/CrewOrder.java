package freeworker.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the broker tells a crew about one of its processes.
 *
 * @param words the process's name where it is ready, why where it is to end
 */
public record CrewOrder(Kind kind, int number, long epoch, String words) implements Serializable {
  /** The kinds of orders. */
  public enum Kind {
    /** There is nothing to do; ask again. */
    NOTHING,
    /** The process is on the roster. */
    READY,
    /** End the process; another takes its place. */
    KILL,
    /** The broker stops: end all processes. */
    STOP
  }

  public static final CrewOrder NOTHING = new CrewOrder(Kind.NOTHING, 0, 0, "");

  public CrewOrder {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(words, "words");
  }
}

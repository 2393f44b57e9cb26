package freeworker.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * What became of a worker process.
 *
 * @param words how it ended, empty when the broker knows of no end
 */
public record Fate(boolean dead, String words) implements Serializable {
  public Fate {
    Objects.requireNonNull(words, "words");
  }
}

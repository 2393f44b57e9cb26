package freeworker;

import java.util.Objects;

/**
 * What one of a gang sent to another.
 *
 * @param from the rank of the member who sent it, or {@link Member#CALLER}
 */
public record Letter(int from, byte[] bytes) {
  public Letter {
    Objects.requireNonNull(bytes, "bytes");
  }
}

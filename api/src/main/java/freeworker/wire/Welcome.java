package freeworker.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a client learns when it enters.
 *
 * @param session its number from now on
 * @param timeToLive after how many nanoseconds of silence its leases are over
 * @param sizes how large what it sends may be
 */
public record Welcome(long session, long timeToLive, Sizes sizes) implements Serializable {
  public Welcome {
    Objects.requireNonNull(sizes, "sizes");
  }
}

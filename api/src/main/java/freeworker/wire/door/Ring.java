package freeworker.wire.door;

import java.util.Optional;

/** The secrets by which an accepting side knows its callers. */
@FunctionalInterface
public interface Ring {
  /**
   * The secret that this peer has to prove, nothing when it is unknown, was revoked, or has
   * expired. Asked again while a connection is open: one that proved another secret than this is
   * closed.
   */
  Optional<byte[]> secret(Peer peer);

  /** Whether such a connection is closed in the middle of a call too. */
  default boolean cutsCalls() {
    return true;
  }
}

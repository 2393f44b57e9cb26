package freeworker.wire.door;

import java.util.Objects;

/**
 * What one side of a connection proves itself with.
 *
 * @param secret known to both sides and never sent
 */
public record Credential(Peer peer, byte[] secret) {
  public Credential {
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(secret, "secret");
  }

  public Credential(Role role, String id, byte[] secret) {
    this(new Peer(role, id), secret);
  }

  /** Who it is; never the secret. */
  @Override
  public String toString() {
    return "the key of " + peer;
  }
}

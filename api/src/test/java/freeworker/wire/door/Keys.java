package freeworker.wire.door;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A ring of keys that can be changed. */
final class Keys implements Ring {
  private final Map<Peer, byte[]> secrets = new ConcurrentHashMap<>();
  private final boolean cutsCalls;

  Keys(boolean cutsCalls) {
    this.cutsCalls = cutsCalls;
  }

  /** A new key for a client. */
  Credential make(String name) {
    byte[] secret = new byte[Key.LENGTH];
    new SecureRandom().nextBytes(secret);
    var credential = new Credential(Role.CLIENT, name, secret);
    add(credential);
    return credential;
  }

  void add(Credential credential) {
    secrets.put(credential.peer(), credential.secret());
  }

  void revoke(Credential credential) {
    secrets.remove(credential.peer());
  }

  @Override
  public Optional<byte[]> secret(Peer peer) {
    return Optional.ofNullable(secrets.get(peer));
  }

  @Override
  public boolean cutsCalls() {
    return cutsCalls;
  }
}

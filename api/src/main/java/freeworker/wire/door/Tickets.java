package freeworker.wire.door;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * A ticket's name is `key:session:expiry`, its secret a code of that name under the process's own
 * secret. So a worker knows the tickets that its broker made without having been told of them, and
 * knows no client's secret. An expiry is in seconds since the process enrolled: no two clocks have to
 * agree.
 */
/** The tickets by which clients come to one worker process, and the proofs of their leases. */
public final class Tickets implements Ring {
  /** How long a ticket is good at least. */
  private static final long SECONDS = Duration.ofHours(1).toSeconds();

  private final byte[] secret;
  private final LongSupplier nanos;
  private final long since;
  private volatile @Nullable Proven proven;

  /**
   * The tickets of a process that enrols now.
   *
   * @param secret that of the process, known to its broker
   */
  public Tickets(byte[] secret, LongSupplier nanos) {
    this.secret = secret.clone();
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** A ticket for a session of a client. */
  public Credential ticket(String key, long session) {
    long hours = (age() + SECONDS) / SECONDS + 1;
    String name = key + ":" + session + ":" + hours * SECONDS;
    return new Credential(Role.CLIENT, name, secret(name));
  }

  @Override
  public Optional<byte[]> secret(Peer peer) {
    String name = peer.id();
    if (peer.role() != Role.CLIENT || !name.matches("[^:]{1,64}:[0-9]{1,19}:[0-9]{1,10}")) {
      return Optional.empty();
    }
    boolean expired = Long.parseLong(name.substring(name.lastIndexOf(':') + 1)) < age();
    return expired ? Optional.empty() : Optional.of(secret(name));
  }

  /** A task that runs ends with its lease, not with the ticket that brought it. */
  @Override
  public boolean cutsCalls() {
    return false;
  }

  /** What shows that this lease belongs to this session of a client. */
  public byte[] proof(long lease, String key, long session) {
    return proof(lease, key + ":" + session);
  }

  /**
   * Checks that the caller's ticket and a lease belong together.
   *
   * @throws SecurityException when they do not
   */
  public void check(long lease, byte[] proof) {
    String name = Caller.require(Role.CLIENT).id();
    Proven last = proven;
    if (last != null
        && last.lease() == lease
        && last.name().equals(name)
        && Hmac.same(proof, last.proof())) {
      return;
    }
    if (!Hmac.same(proof, proof(lease, name.substring(0, name.lastIndexOf(':'))))) {
      throw new SecurityException("Lease " + lease + " is not of this caller.");
    }
    proven = new Proven(lease, name, proof.clone());
  }

  /** The last lease that was shown to be of its caller: a lease brings many tasks. */
  private record Proven(long lease, String name, byte[] proof) {}

  private byte[] proof(long lease, String holder) {
    byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(lease).array();
    return Hmac.of(secret, "freeworker lease 1", number, holder.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] secret(String name) {
    return Hmac.of(secret, "freeworker ticket 1", name.getBytes(StandardCharsets.UTF_8));
  }

  private long age() {
    return Duration.ofNanos(nanos.getAsLong() - since).toSeconds();
  }
}

package freeworker.wire.door;

import freeworker.wire.limit.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. Connections are cut after the lock is released.
 * Of too many that have not proved anything the oldest is cut: whoever floods the door cuts himself,
 * and a client that has just come has the most time of all.
 */
/** Who is at a door: cuts those that prove nothing in time, and those whose key is no more. */
final class Doorkeeper {
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

  private final Ring ring;
  private final Bounds bounds;
  private final LongSupplier nanos;

  /** When each came, the first of them first. */
  private final Map<Caller, Long> pending = new LinkedHashMap<>();

  private final Map<Caller, Credential> admitted = new LinkedHashMap<>();
  private final Map<Peer, Integer> count = new HashMap<>();
  private @Nullable Thread looking;

  Doorkeeper(Ring ring, Bounds bounds, LongSupplier nanos) {
    this.ring = ring;
    this.bounds = bounds;
    this.nanos = nanos;
  }

  /** Somebody is at the door. */
  void came(Caller caller) {
    Caller oldest = null;
    synchronized (this) {
      if (looking == null) {
        looking = new Thread(this::look, "doorkeeper");
        looking.setDaemon(true);
        looking.start();
      }
      pending.put(caller, nanos.getAsLong());
      if (pending.size() > bounds.pending()) {
        oldest = pending.keySet().iterator().next();
        pending.remove(oldest);
      }
    }
    if (oldest != null) {
      oldest.cut();
    }
  }

  /** Why this peer may not have another connection, if it may not. */
  synchronized Optional<String> objection(Peer peer) {
    if (admitted.size() >= bounds.connections()) {
      return Optional.of(
          admitted.size() + " connections are open " + Limit.CONNECTIONS.at(bounds.connections()));
    }
    if (count.getOrDefault(peer, 0) >= bounds.connectionsPerKey()) {
      return Optional.of(
          peer
              + " has "
              + count.get(peer)
              + " connections open "
              + Limit.CONNECTIONS_PER_KEY.at(bounds.connectionsPerKey()));
    }
    return Optional.empty();
  }

  /**
   * He proved who he is, by this secret.
   *
   * @throws Refused when he was cut meanwhile, or others took the last place
   */
  synchronized void admitted(Caller caller, Peer peer, byte[] secret) throws Refused {
    if (caller.isClosed()) {
      throw new Refused(peer + " was cut at the door");
    }
    Optional<String> objection = objection(peer);
    if (objection.isPresent()) {
      throw new Refused(objection.get());
    }
    pending.remove(caller);
    if (admitted.put(caller, new Credential(peer, secret)) == null) {
      count.merge(peer, 1, Integer::sum);
    }
  }

  synchronized void left(Caller caller) {
    pending.remove(caller);
    Credential key = admitted.remove(caller);
    if (key != null) {
      count.computeIfPresent(key.peer(), (who, open) -> open == 1 ? null : open - 1);
    }
  }

  synchronized Door.Use use(long memory) {
    int most = count.values().stream().mapToInt(open -> open).max().orElse(0);
    return new Door.Use(admitted.size(), most, pending.size(), memory);
  }

  private void look() {
    while (true) {
      LockSupport.parkNanos(LOOK);
      over(nanos.getAsLong()).forEach(Caller::cut);
    }
  }

  private List<Caller> over(long now) {
    List<Caller> over = new ArrayList<>();
    Map<Caller, Credential> open;
    synchronized (this) {
      for (Map.Entry<Caller, Long> each : pending.entrySet()) {
        if (now - each.getValue() < bounds.proofNanos()) {
          break;
        }
        over.add(each.getKey());
      }
      open = Map.copyOf(admitted);
    }
    Map<Peer, Optional<byte[]>> secrets = new HashMap<>();
    open.forEach(
        (caller, key) -> {
          Optional<byte[]> secret = secrets.computeIfAbsent(key.peer(), this::secret);
          // Another key of the same name is the key of somebody else.
          if ((secret.isEmpty() || !Hmac.same(secret.get(), key.secret()))
              && (ring.cutsCalls() || !caller.calling())) {
            over.add(caller);
          }
        });
    return over;
  }

  /** The secret of this peer now; nobody has one while the ring cannot tell. */
  private Optional<byte[]> secret(Peer peer) {
    try {
      return ring.secret(peer);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}

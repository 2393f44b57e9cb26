package freeworker.wire.door;

import freeworker.wire.limit.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
  private final Deque<Caller> pending = new ArrayDeque<>();
  private final Map<Caller, Peer> admitted = new LinkedHashMap<>();
  private final Map<Peer, Integer> count = new HashMap<>();
  private @Nullable Thread looking;

  Doorkeeper(Ring ring, Bounds bounds) {
    this.ring = ring;
    this.bounds = bounds;
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
      pending.add(caller);
      if (pending.size() > bounds.pending()) {
        oldest = pending.remove();
      }
    }
    if (oldest != null) {
      oldest.cut();
    }
  }

  /** Why this peer may not have another connection, if it may not. */
  synchronized Optional<Crowded> objection(Peer peer) {
    if (admitted.size() >= bounds.connections()) {
      return Optional.of(
          new Crowded(
              admitted.size()
                  + " connections are open "
                  + Limit.CONNECTIONS.at(bounds.connections())));
    }
    if (count.getOrDefault(peer, 0) >= bounds.connectionsPerKey()) {
      return Optional.of(
          new Crowded(
              peer
                  + " has "
                  + count.get(peer)
                  + " connections open "
                  + Limit.CONNECTIONS_PER_KEY.at(bounds.connectionsPerKey())));
    }
    return Optional.empty();
  }

  /**
   * He proved who he is.
   *
   * @throws Refused when he was cut meanwhile, or others took the last place
   */
  synchronized void admitted(Caller caller, Peer peer) throws Refused {
    if (caller.isClosed()) {
      throw new Refused(peer + " was cut at the door");
    }
    Optional<Crowded> objection = objection(peer);
    if (objection.isPresent()) {
      throw objection.get();
    }
    pending.remove(caller);
    if (admitted.put(caller, peer) == null) {
      count.merge(peer, 1, Integer::sum);
    }
  }

  synchronized void left(Caller caller) {
    pending.remove(caller);
    Peer peer = admitted.remove(caller);
    if (peer != null) {
      count.computeIfPresent(peer, (who, open) -> open == 1 ? null : open - 1);
    }
  }

  synchronized Door.Use use(long memory) {
    int most = count.values().stream().mapToInt(open -> open).max().orElse(0);
    return new Door.Use(admitted.size(), most, pending.size(), memory);
  }

  private void look() {
    while (true) {
      LockSupport.parkNanos(LOOK);
      over(System.nanoTime()).forEach(Caller::cut);
    }
  }

  private List<Caller> over(long now) {
    List<Caller> over = new ArrayList<>();
    Map<Caller, Peer> open;
    synchronized (this) {
      for (Caller caller : pending) {
        if (now - caller.arrived() < bounds.proofNanos()) {
          break;
        }
        over.add(caller);
      }
      open = Map.copyOf(admitted);
    }
    Map<Peer, Boolean> known = new HashMap<>();
    open.forEach(
        (caller, peer) -> {
          if (!known.computeIfAbsent(peer, this::known)
              && (ring.cutsCalls() || !caller.calling())) {
            over.add(caller);
          }
        });
    return over;
  }

  /** Whether this peer has a key; nobody has while the ring cannot tell. */
  private boolean known(Peer peer) {
    try {
      return ring.secret(peer).isPresent();
    } catch (RuntimeException e) {
      return false;
    }
  }
}

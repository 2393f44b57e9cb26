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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. Connections are cut after the lock is released.
 * Of too many that have not proved anything the oldest is cut: whoever floods the door cuts himself,
 * and a client that has just come has the most time of all. Clients share the connections that there are;
 * whoever brings workers, and the workers themselves, have room of their own: no client can take that.
 */
/** Who is at a door: cuts those that prove nothing in time, and those whose key is no more. */
final class Doorkeeper {
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);

  private final Ring ring;
  private final Bounds bounds;
  private final LongSupplier nanos;

  /** When each came, the first of them first. */
  private final Map<Caller, Long> pending = new LinkedHashMap<>();

  private final Map<Caller, Proof.Proven> admitted = new LinkedHashMap<>();
  private final Map<Peer, Integer> count = new HashMap<>();
  private final Refusals refusals = new Refusals();
  private volatile Consumer<String> notices = line -> {};
  private int clients;
  private @Nullable Thread looking;

  Doorkeeper(Ring ring, Bounds bounds, LongSupplier nanos) {
    this.ring = ring;
    this.bounds = bounds;
    this.nanos = nanos;
  }

  void tells(Consumer<String> told) {
    notices = told;
  }

  /** Somebody was turned away. */
  void turnedAway(String who, String what) {
    refusals.note(who, what, nanos.getAsLong()).ifPresent(notices);
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
      oldest.turnedAway(
          null,
          "was cut: it was the oldest that had proved nothing "
              + Limit.CONNECTIONS_UNPROVED.at(bounds.pending()));
      oldest.cut();
    }
  }

  /** Why this peer may not have another connection, if it may not. */
  synchronized Optional<Crowded> objection(Proof.Hello hello) {
    Peer peer = hello.peer();
    int more = hello.connections();
    String wanted = more == 2 ? " open, and a call by relay is two more " : " open ";
    if (peer.role() == Role.CLIENT && clients + more > bounds.connections()) {
      return Optional.of(
          new Crowded(
              clients + " connections are" + wanted + Limit.CONNECTIONS.at(bounds.connections())));
    }
    boolean process = peer.role() == Role.PROCESS;
    Limit limit = process ? Limit.CONNECTIONS_PER_PROCESS : Limit.CONNECTIONS_PER_KEY;
    int most = process ? Limit.CONNECTIONS_PER_PROCESS.always() : bounds.connectionsPerKey();
    int open = count.getOrDefault(peer, 0);
    return open + more > most
        ? Optional.of(new Crowded(peer + " has " + open + " connections" + wanted + limit.at(most)))
        : Optional.empty();
  }

  /**
   * He proved who he is.
   *
   * @throws Refused when he was cut meanwhile, or others took the last place
   */
  synchronized void admitted(Caller caller, Proof.Proven proven) throws Refused {
    Proof.Hello hello = proven.hello();
    if (caller.isClosed()) {
      throw new Refused(hello.peer() + " was cut at the door");
    }
    Optional<Crowded> objection = objection(hello);
    if (objection.isPresent()) {
      throw objection.get();
    }
    pending.remove(caller);
    if (admitted.put(caller, proven) == null) {
      counts(hello, hello.connections());
    }
  }

  /** Cuts everybody who is here now. */
  void cutAll() {
    List<Caller> all;
    synchronized (this) {
      all = new ArrayList<>(pending.keySet());
      all.addAll(admitted.keySet());
    }
    all.forEach(Caller::cut);
  }

  synchronized void left(Caller caller) {
    pending.remove(caller);
    Proof.Proven proven = admitted.remove(caller);
    if (proven != null) {
      counts(proven.hello(), -proven.hello().connections());
    }
  }

  private void counts(Proof.Hello hello, int more) {
    clients += hello.peer().role() == Role.CLIENT ? more : 0;
    int now = count.getOrDefault(hello.peer(), 0) + more;
    if (now == 0) {
      count.remove(hello.peer());
    } else {
      count.put(hello.peer(), now);
    }
  }

  synchronized Door.Use use(long memory) {
    int most = 0;
    for (Map.Entry<Peer, Integer> each : count.entrySet()) {
      if (each.getKey().role() != Role.PROCESS) {
        most = Math.max(most, each.getValue());
      }
    }
    return new Door.Use(clients, most, pending.size(), memory);
  }

  private void look() {
    while (true) {
      LockSupport.parkNanos(LOOK);
      long now = nanos.getAsLong();
      for (Caller caller : late(now)) {
        caller.turnedAway(null, slow());
        caller.cut();
      }
      revoked().forEach(Caller::cut);
      refusals.due(now).forEach(notices);
    }
  }

  /** What happens to those who take too long. */
  String slow() {
    return "was cut: it proved nothing in time " + Limit.PROOF_TIME.at(bounds.proofNanos());
  }

  private synchronized List<Caller> late(long now) {
    List<Caller> late = new ArrayList<>();
    for (Map.Entry<Caller, Long> each : pending.entrySet()) {
      if (now - each.getValue() < bounds.proofNanos()) {
        break;
      }
      late.add(each.getKey());
    }
    return late;
  }

  private List<Caller> revoked() {
    List<Caller> over = new ArrayList<>();
    Map<Caller, Proof.Proven> open;
    synchronized (this) {
      open = Map.copyOf(admitted);
    }
    Map<Peer, Optional<byte[]>> secrets = new HashMap<>();
    open.forEach(
        (caller, proven) -> {
          Optional<byte[]> secret = secrets.computeIfAbsent(proven.hello().peer(), this::secret);
          // Another key of the same name is the key of somebody else.
          if ((secret.isEmpty() || !Hmac.same(secret.get(), proven.secret()))
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

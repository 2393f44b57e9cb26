package freeworker.wire.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/*
 * Guarded by this: waiting, joined, closed. Not held while anybody waits, reads or writes.
 * A call is WAITING -> JOINED -> over, or WAITING -> over when nobody comes. The client's thread copies
 * towards the worker, the worker's thread towards the client: two threads, and one small buffer each.
 * Each first tells the end to which it copies that it is joined, so that nothing can come before that.
 */
/**
 * Joins a client at a broker's door with the worker that it wants, which comes to the same door,
 * and copies their bytes until one of them closes. What they say to each other is opened by nobody
 * here.
 */
public final class Relay implements AutoCloseable {
  /** How long a client waits for its worker. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int BUFFER = 16 << 10;

  /** Knows the workers of a broker. */
  public interface Workers {
    /**
     * Tells a worker that somebody waits for it.
     *
     * @param call the number by which it is to come
     * @return the process that will
     * @throws Refused when this client cannot have that worker
     */
    Peer summon(Peer client, int worker, long epoch, long call) throws Refused;
  }

  /** One end, after its proof; a connection inside TLS has other streams than its socket. */
  record End(Caller caller, InputStream in, OutputStream out) {}

  private record Waiting(End client, Peer process, CompletableFuture<End> worker) {}

  private final Workers workers;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Set<Caller> joined = new HashSet<>();
  private boolean closed;

  public Relay(Workers workers) {
    this(workers, PATIENCE);
  }

  Relay(Workers workers, Duration patience) {
    this.workers = workers;
    this.patience = patience;
  }

  /**
   * Serves a connection that is one end of a call, on its own thread, until the call is over.
   *
   * @throws IOException always in the end; the connection is to be closed
   */
  void serve(End end, Proof.Hello hello) throws IOException {
    Peer peer = hello.peer();
    ByteBuffer wanted = ByteBuffer.wrap(hello.wanted());
    try {
      if (hello.purpose() == Proof.TO_WORKER) {
        // A client, or a worker process on behalf of the one that it serves.
        if (peer.role() != Role.PROCESS) {
          require(peer, Role.CLIENT);
        }
        toWorker(end, peer, wanted.getInt(), wanted.getLong());
      } else {
        require(peer, Role.PROCESS);
        toClient(end, peer, wanted.getLong());
      }
    } catch (Refused e) {
      throw Proof.refuse(end.out(), String.valueOf(e.getMessage()));
    }
  }

  private static void require(Peer peer, Role role) throws Refused {
    if (peer.role() != role) {
      throw new Refused("this is for a " + role.word() + ", not for " + peer);
    }
  }

  private void toWorker(End client, Peer peer, int worker, long epoch) throws IOException {
    long call = random.nextLong();
    Waiting place = begin(call, client, peer, worker, epoch);
    End theirs;
    try {
      theirs = place.worker().get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      synchronized (this) {
        if (waiting.remove(call) != null) {
          throw new Refused("worker " + worker + " did not come within " + words(patience));
        }
      }
      // It came at the last moment.
      theirs = place.worker().join();
    } catch (ExecutionException e) {
      throw new Refused(
          "worker " + worker + " " + Objects.requireNonNull(e.getCause()).getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused("the relay was interrupted");
    }
    copy(client, theirs, peer + " to worker " + worker);
  }

  private synchronized Waiting begin(long call, End client, Peer peer, int worker, long epoch)
      throws Refused {
    if (closed) {
      throw new Refused("the broker is stopping");
    }
    // Under the lock, since the worker may come before the order has been left.
    Peer process = workers.summon(peer, worker, epoch, call);
    var place = new Waiting(client, process, new CompletableFuture<>());
    waiting.put(call, place);
    return place;
  }

  private void toClient(End worker, Peer process, long call) throws IOException {
    Waiting place;
    synchronized (this) {
      place = waiting.get(call);
      if (closed || place == null || !place.process().equals(process)) {
        throw new Refused("nobody waits for " + process + " by that number");
      }
      waiting.remove(call);
      joined.add(worker.caller());
    }
    try {
      worker.caller().join(place.client().caller());
      place.worker().complete(worker);
      copy(worker, place.client(), process + " to its client");
    } finally {
      synchronized (this) {
        joined.remove(worker.caller());
      }
    }
  }

  private static void copy(End from, End to, String words) throws IOException {
    Thread.currentThread().setName("relay of " + words);
    try {
      from.caller().setSoTimeout(0);
      from.caller().probe();
      Proof.join(to.out());
      byte[] buffer = new byte[BUFFER];
      for (int count = from.in().read(buffer); count >= 0; count = from.in().read(buffer)) {
        to.out().write(buffer, 0, count);
      }
    } finally {
      from.caller().cut();
      to.caller().cut();
    }
  }

  /** This process has ended; nobody is to wait for it any more. */
  public void gone(String process) {
    List<Waiting> over;
    synchronized (this) {
      over =
          waiting.values().stream().filter(place -> place.process().id().equals(process)).toList();
      waiting.values().removeAll(over);
    }
    over.forEach(place -> place.worker().completeExceptionally(new Refused("has ended")));
  }

  /** Ends all calls. */
  @Override
  public void close() {
    List<Waiting> over;
    List<Caller> open;
    synchronized (this) {
      closed = true;
      over = List.copyOf(waiting.values());
      waiting.clear();
      open = List.copyOf(joined);
    }
    over.forEach(
        place ->
            place
                .worker()
                .completeExceptionally(new Refused("does not come: the broker is stopping")));
    open.forEach(Caller::cut);
  }

  private static String words(Duration time) {
    return time.toMillis() + " ms";
  }
}

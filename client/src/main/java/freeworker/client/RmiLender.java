package freeworker.client;

import freeworker.BrokerUnreachable;
import freeworker.KeyRefused;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Pass;
import freeworker.wire.Reply;
import freeworker.wire.Welcome;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.door.BadKey;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Refused;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Borrows from a broker over RMI; a session of this program that a heartbeat keeps alive. */
final class RmiLender implements Lender {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final Duration LONGEST_BEAT = Duration.ofSeconds(5);

  private final Address address;
  private final Broker broker;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, Reached> workers = new ConcurrentHashMap<>();
  private volatile Welcome welcome;

  /**
   * A worker process that was reached before.
   *
   * @param ticket by which; a connection belongs to the session that its ticket names
   */
  private record Reached(long epoch, String ticket, Worker worker) {}

  /**
   * Enters at the broker.
   *
   * @throws BrokerUnreachable when it does not answer
   */
  RmiLender(Address address) {
    this.address = address;
    this.broker = reach();
    this.welcome = enter(broker);
    var heart = new Thread(this::beat, "freeworker-heartbeat");
    heart.setDaemon(true);
    heart.start();
  }

  private Broker reach() {
    long deadline = System.nanoTime() + address.patience().toNanos();
    while (true) {
      try {
        return Visit.by(address.key(), address.host(), address.port(), address.sealed())
            .ask('B', Broker.class);
      } catch (Refused e) {
        throw new KeyRefused(
            "the broker at " + address + " does not open to " + address.key() + ": " + reason(e),
            e);
      } catch (BadKey e) {
        // A broker that starts for the first time makes its keys just before it is there.
        if (!e.missing() || System.nanoTime() >= deadline) {
          throw new KeyRefused(e.getMessage() + "  " + e.cure(), e);
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      } catch (IOException e) {
        if (System.nanoTime() >= deadline) {
          throw new BrokerUnreachable("no broker at " + address + " (" + reason(e) + ")", e);
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  @Override
  public Grant find(Duration wait, int waiters, boolean kept) {
    long before = welcome.session();
    Grant grant = find(before, wait, waiters, kept);
    if (!grant.over()) {
      return grant;
    }
    // This program was silent for too long; its leases are over, but it may begin anew.
    return find(enterAgain(before), wait, waiters, kept);
  }

  private Grant find(long session, Duration wait, int waiters, boolean kept) {
    return ask(() -> broker.findFreeWorker(session, wait.toNanos(), waiters, kept));
  }

  /** Opens another session, unless a thread already did. */
  private synchronized long enterAgain(long before) {
    if (welcome.session() == before) {
      welcome = enter(broker);
    }
    return welcome.session();
  }

  @Override
  public void free(long lease) {
    try {
      Answers.to(() -> broker.freeWorker(welcome.session(), lease));
    } catch (RemoteException e) {
      // A broker that is gone has taken its leases with it, or ends them when it misses us.
    }
  }

  @Override
  public Reply run(Grant grant, boolean kept, byte[] frame) throws RemoteException {
    Pass pass = pass(grant);
    Worker worker = worker(grant, pass);
    return Answers.to(() -> worker.runCode(grant.lease(), pass.proof(), kept, frame));
  }

  @Override
  public byte[] attend(Grant grant, byte[] supply) throws RemoteException {
    Pass pass = pass(grant);
    Worker worker = worker(grant, pass);
    return Answers.to(() -> worker.attend(grant.lease(), pass.proof(), supply));
  }

  private static Pass pass(Grant grant) throws RemoteException {
    try {
      return Pass.decode(grant.pass());
    } catch (IOException e) {
      throw new ConnectException("The pass for worker " + grant.worker() + " is none", e);
    }
  }

  private Worker worker(Grant grant, Pass pass) throws RemoteException {
    Reached reached = workers.get(grant.worker());
    if (reached == null
        || reached.epoch() != grant.epoch()
        || !reached.ticket().equals(pass.ticket())) {
      String host = pass.host().isEmpty() ? address.host() : pass.host();
      boolean sealed = address.sealed() && pass.certificate().length > 0;
      var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
      var visit = new Visit(host, 0, ticket, pass.certificate(), sealed);
      try {
        Worker worker = visit.stub(pass.stub(), Worker.class);
        reached = new Reached(grant.epoch(), pass.ticket(), worker);
      } catch (IOException e) {
        throw new ConnectException("Worker " + grant.worker() + " cannot be reached", e);
      }
      workers.put(grant.worker(), reached);
    }
    return reached.worker();
  }

  @Override
  public Fate fate(Grant grant) {
    return ask(() -> broker.fate(grant.worker(), grant.epoch()));
  }

  @Override
  public String place() {
    return address.toString();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      broker.leave(welcome.session());
    } catch (RemoteException e) {
      // The broker sees our connections close, and that ends the session just as well.
    }
  }

  private <T> T ask(Answers.Question<T> question) {
    try {
      return Answers.to(question);
    } catch (RemoteException e) {
      throw new BrokerUnreachable("The broker at " + address + " failed: " + reason(e), e);
    }
  }

  private Welcome enter(Broker broker) {
    String name = System.getProperty("user.name", "somebody") + ":" + ProcessHandle.current().pid();
    try {
      return Answers.to(() -> broker.enter(new Card(Card.PROTOCOL, name).encode()));
    } catch (RemoteException e) {
      throw new BrokerUnreachable("The broker at " + address + " failed: " + reason(e), e);
    }
  }

  private void beat() {
    long pace = Math.min(welcome.timeToLive() / 3, LONGEST_BEAT.toNanos());
    try {
      while (!closed.await(pace, TimeUnit.NANOSECONDS)) {
        try {
          long session = welcome.session();
          if (!Answers.to(() -> broker.beat(session))) {
            enterAgain(session);
          }
        } catch (RemoteException | BrokerUnreachable e) {
          // Whoever borrows next is told; the broker may be back by then.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String reason(Exception e) {
    String reason = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof java.net.ConnectException
          && String.valueOf(cause.getMessage()).contains("refused")) {
        return "connection refused";
      }
      reason = String.valueOf(cause.getMessage());
    }
    return reason;
  }
}

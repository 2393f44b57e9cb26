package freeworker.client;

import freeworker.wire.Broker;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.Pass;
import freeworker.wire.Sizes;
import freeworker.wire.Standing;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Reply;
import freeworker.worker.gang.Box;
import java.io.IOException;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Borrows from a broker over RMI; a session of this program that a heartbeat keeps alive. */
final class RmiLender implements GangLender {
  private static final Duration LONGEST_BEAT = Duration.ofSeconds(5);

  private final Address address;
  private final Entrance entrance;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<Integer, Reached> workers = new ConcurrentHashMap<>();

  /** By their leases the visits of what runs; a worker's number may have gone to another. */
  private final Map<Long, Visit> running = new ConcurrentHashMap<>();

  /**
   * A worker process that was reached before.
   *
   * @param lease by which it was reached last, which belongs to the pass
   * @param pass whose ticket its connections belong to
   * @param visit whose connections they are
   */
  private record Reached(long epoch, long lease, Pass pass, Visit visit, Worker worker) {}

  /**
   * Enters at the broker.
   *
   * @throws freeworker.BrokerUnreachable when it does not answer
   */
  RmiLender(Address address) {
    this.address = address;
    this.entrance = new Entrance(address);
    start("freeworker-heartbeat", this::beat);
  }

  private static void start(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Grant find(Duration wait, int waiters, boolean kept) {
    Entrance.Entry entry = entrance.now();
    long asked = System.nanoTime();
    try {
      Grant grant = find(entry, wait, waiters, kept);
      if (!grant.over()) {
        return grant;
      }
      // This program was silent for too long; its leases are over, but it may begin anew.
    } catch (RemoteException e) {
      // The broker ended, and this program's leases with it; it may have been started again.
    }
    try {
      return find(entrance.again(entry, asked), wait, waiters, kept);
    } catch (RemoteException e) {
      throw entrance.failed(e);
    }
  }

  private static Grant find(Entrance.Entry entry, Duration wait, int waiters, boolean kept)
      throws RemoteException {
    return Answers.to(
        () -> entry.broker().findFreeWorker(entry.session(), wait.toNanos(), waiters, kept),
        Grant::decode);
  }

  @Override
  public Grants findTogether(Duration wait, int workers) {
    Entrance.Entry entry = entrance.now();
    try {
      return Answers.to(
          () -> entry.broker().findFreeWorkers(entry.session(), wait.toNanos(), workers),
          Grants::decode);
    } catch (RemoteException e) {
      throw entrance.failed(e);
    }
  }

  @Override
  public GangLender forGang() {
    return new RmiLender(address);
  }

  @Override
  public void waiting(int waiters, boolean kept) {
    Entrance.Entry entry = entrance.now();
    try {
      Answers.to(
          () -> {
            entry.broker().waiting(entry.session(), waiters, kept);
            return true;
          });
    } catch (RemoteException | SecurityException e) {
      // What waited there ends with the connection, or with the broker; another broker may have
      // given this session's number to somebody else.
    }
  }

  @Override
  public void free(Grant grant) {
    Broker broker = entrance.now().broker();
    try {
      // A broker that was started again may have lent by the same number, to the session of now.
      long session = pass(grant).session();
      Answers.to(() -> broker.freeWorker(session, grant.lease()));
    } catch (IOException e) {
      // A broker that is gone has taken its leases with it, or ends them when it misses us.
    }
  }

  @Override
  public void cancel(Grant grant) {
    Broker broker = entrance.now().broker();
    try {
      long session = pass(grant).session();
      Answers.to(() -> broker.cancel(session, grant.lease()));
    } catch (IOException e) {
      // As above: the lease ends with the broker, or with what it believes of us.
    }
  }

  @Override
  public Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException {
    Reached reached = reached(grant);
    byte[] proof = reached.pass().proof();
    Object sent = frame.travelling();
    running.put(grant.lease(), reached.visit());
    try {
      return Reply.decode(
          Freight.arrived(
              Answers.to(
                  () -> reached.worker().runCode(grant.lease(), proof, kept, grant.turn(), sent))));
    } finally {
      running.remove(grant.lease());
    }
  }

  @Override
  public byte[] attend(Grant grant, byte[] supply) throws RemoteException {
    Reached reached = reached(grant);
    return Answers.to(() -> reached.worker().attend(grant.lease(), reached.pass().proof(), supply));
  }

  @Override
  public Box.Put deliver(Grant grant, int from, Mailing mailing, byte[] letter)
      throws RemoteException {
    Reached reached = reached(grant);
    int put =
        Answers.to(
            () ->
                reached
                    .worker()
                    .deliver(
                        grant.lease(), reached.pass().proof(), from, mailing.number(), letter));
    return Box.Put.of(put);
  }

  @Override
  public Collected collect(Grant grant) throws RemoteException {
    Reached reached = reached(grant);
    return Answers.to(
        () -> reached.worker().collect(grant.lease(), reached.pass().proof()), Collected::decode);
  }

  private static Pass pass(Grant grant) throws RemoteException {
    try {
      return Pass.decode(grant.pass());
    } catch (IOException e) {
      throw new ConnectException("The pass for worker " + grant.worker() + " is none", e);
    }
  }

  private Reached reached(Grant grant) throws RemoteException {
    Reached last = workers.get(grant.worker());
    if (last != null && last.epoch() == grant.epoch() && last.lease() == grant.lease()) {
      return last;
    }
    Pass pass = pass(grant);
    boolean known =
        last != null && last.epoch() == grant.epoch() && last.pass().ticket().equals(pass.ticket());
    Reached reached;
    if (last != null && known) {
      reached = new Reached(grant.epoch(), grant.lease(), pass, last.visit(), last.worker());
    } else {
      Visit visit = way(grant, pass);
      reached = new Reached(grant.epoch(), grant.lease(), pass, visit, worker(grant, pass, visit));
    }
    boolean first =
        last == null
            ? workers.putIfAbsent(grant.worker(), reached) == null
            : workers.replace(grant.worker(), last, reached);
    if (first) {
      return reached;
    }
    if (!known) {
      reached.visit().hangUp();
    }
    return reached(grant);
  }

  private static Worker worker(Grant grant, Pass pass, Visit visit) throws RemoteException {
    try {
      return visit.stub(pass.stub(), Worker.class);
    } catch (IOException e) {
      throw new ConnectException("Worker " + grant.worker() + " cannot be reached", e);
    }
  }

  /** How to reach a worker: by itself, or through the broker that lent it. */
  private Visit way(Grant grant, Pass pass) {
    var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
    if (pass.relayed() || address.relayed()) {
      return entrance.now().visit().through(grant.worker(), grant.epoch(), ticket);
    }
    String host = pass.host().isEmpty() ? address.host() : pass.host();
    boolean sealed = address.sealed() && pass.certificate().length > 0;
    return new Visit(host, 0, ticket, pass.certificate(), sealed);
  }

  @Override
  public Fate fate(Grant grant) {
    Broker broker = entrance.now().broker();
    try {
      return Answers.to(() -> broker.fate(grant.worker(), grant.epoch()));
    } catch (RemoteException e) {
      return new Fate(false, "");
    }
  }

  @Override
  public void breakOff(Grant grant) {
    Visit visit = running.get(grant.lease());
    if (visit != null) {
      visit.hangUp();
    }
  }

  @Override
  public int workers() {
    Entrance.Entry entry = entrance.now();
    long asked = System.nanoTime();
    try {
      return workers(entry);
    } catch (RemoteException e) {
      // As when a worker is to be found.
    }
    try {
      return workers(entrance.again(entry, asked));
    } catch (RemoteException e) {
      throw entrance.failed(e);
    }
  }

  private static int workers(Entrance.Entry entry) throws RemoteException {
    int count = 0;
    for (Standing.WorkerStanding worker : Answers.to(entry.broker()::standing).workers()) {
      count += worker.pid() > 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public Sizes sizes() {
    return entrance.now().welcome().sizes();
  }

  @Override
  public String place() {
    return address.toString();
  }

  @Override
  public void close(Runnable last) {
    closed.countDown();
    Entrance.Entry entry = entrance.close();
    Briefly.run(
        call -> start("freeworker-farewell", call),
        () -> {
          last.run();
          leave(entry);
        });
    workers.values().forEach(reached -> reached.visit().hangUp());
    running.values().forEach(Visit::hangUp);
    entry.visit().hangUp();
  }

  private static void leave(Entrance.Entry entry) {
    try {
      entry.broker().leave(entry.session());
    } catch (RemoteException e) {
      // The broker sees our connections close, and that ends the session just as well.
    }
  }

  private void beat() {
    try {
      while (!closed.await(pace(), TimeUnit.NANOSECONDS)) {
        Entrance.Entry entry = entrance.now();
        long asked = System.nanoTime();
        try {
          if (!alive(entry) && closed.getCount() > 0) {
            entrance.again(entry, asked);
          }
        } catch (RuntimeException | Error e) {
          // Whoever borrows next is told; the broker may be back by then, or what was lacking.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long pace() {
    return Math.min(entrance.now().welcome().timeToLive() / 3, LONGEST_BEAT.toNanos());
  }

  private static boolean alive(Entrance.Entry entry) {
    try {
      return Answers.to(() -> entry.broker().beat(entry.session()));
    } catch (RemoteException e) {
      return false;
    }
  }
}

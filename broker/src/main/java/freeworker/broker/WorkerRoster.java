package freeworker.broker;

import freeworker.broker.jobs.Foreman;
import freeworker.broker.jobs.JobOffice;
import freeworker.broker.jobs.Runs;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.Badge;
import freeworker.wire.Card;
import freeworker.wire.Order;
import freeworker.wire.Report;
import freeworker.wire.Roster;
import freeworker.wire.Sizes;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Refused;
import freeworker.wire.door.Relay;
import freeworker.wire.door.Role;
import freeworker.wire.door.Tickets;
import freeworker.wire.job.Ending;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The workers' side of the broker: who is on the roster, what they report, what they are told. */
final class WorkerRoster implements Roster, Relay.Workers {
  private final LongSupplier nanos;
  private final LendingDesk desk;
  private final Depot depot;
  private final Sizes sizes;
  private final Duration silence;
  private final JobOffice jobs;
  private final Map<String, Enrolled> byName = new ConcurrentHashMap<>();
  private final Map<WorkerId, Enrolled> byId = new ConcurrentHashMap<>();

  /**
   * @param sizes how large what travels may be
   * @param silence how long a worker may be silent; it calls three times as often
   * @param jobs where they ask for what they are to run for a job
   */
  WorkerRoster(
      LongSupplier nanos,
      LendingDesk desk,
      Depot depot,
      Sizes sizes,
      Duration silence,
      JobOffice jobs) {
    this.jobs = jobs;
    this.sizes = sizes;
    this.nanos = nanos;
    this.desk = desk;
    this.depot = depot;
    this.silence = silence;
  }

  @Override
  public byte[] enrol(byte[] bytes) throws RemoteException {
    String name = Caller.require(Role.PROCESS).id();
    Badge badge = read(bytes, Badge::decode);
    if (badge.protocol() != Card.PROTOCOL) {
      throw new ServerException("This broker speaks protocol " + Card.PROTOCOL + " only.");
    }
    var id = new WorkerId(badge.number(), badge.epoch());
    if (badge.number() < 0 || badge.epoch() < 1) {
      throw new ServerException("A badge without a place.");
    }
    byte[] secret = depot.secret(name).orElseThrow(() -> new SecurityException(name + " is gone."));
    var worker =
        new Enrolled(
            id,
            name,
            badge,
            new Tickets(secret, nanos),
            depot.host(badge.number()),
            depot.relayed(badge.number()),
            nanos.getAsLong());
    Runnable joins =
        () -> {
          byId.put(id, worker);
          byName.put(name, worker);
          // From here on it may be lent, so everything about it has to be known before.
          desk.join(id);
        };
    if (!depot.enrols(badge.number(), badge.epoch(), name, joins)) {
      throw new ServerException("Nobody started a worker for that place.");
    }
    return sizes.encode();
  }

  @Override
  public byte[] nextOrder() throws RemoteException {
    try {
      return caller().nextOrder(silence.dividedBy(3)).encode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Order.NOTHING.encode();
    }
  }

  @Override
  public void report(byte[] entries) throws RemoteException {
    Enrolled worker = caller();
    long arrival = nanos.getAsLong();
    for (Report report : read(entries, Report::decode)) {
      long lease = report.lease();
      long at = worker.happened(lease, report.age(), arrival);
      switch (report.kind()) {
        case BEGAN -> {
          worker.runs(report.task());
          desk.began(worker.id(), lease, report.task(), at);
        }
        case ENDED -> {
          worker.runs("");
          desk.ended(worker.id(), lease, report.task(), report.count(), report.failed(), at);
        }
        case LEFT -> desk.left(worker.id(), lease);
        case RETURNED -> desk.returned(worker.id(), lease);
        case CLEARED -> desk.cleared(worker.id(), lease);
      }
    }
  }

  @Override
  public byte[] script(long lease) throws RemoteException {
    WorkerId worker = caller().id();
    return jobs.foreman()
        .flatMap(foreman -> foreman.runs().script(worker, lease))
        .map(Script::encode)
        .orElse(new byte[0]);
  }

  @Override
  public byte[] piece(long lease, byte[] hash, long offset) throws RemoteException {
    WorkerId worker = caller().id();
    try {
      return runs().piece(worker, lease, Hash.read(hash), offset);
    } catch (RemoteException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      // In words alone: the store's own exceptions do not travel.
      throw new ServerException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void wrote(long lease, int stream, long offset, byte[] bytes) throws RemoteException {
    WorkerId worker = caller().id();
    try {
      runs().wrote(worker, lease, stream, offset, bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void scriptEnded(long lease, byte[] ending) throws RemoteException {
    WorkerId worker = caller().id();
    runs().ended(worker, lease, read(ending, Ending::decode));
  }

  private Runs runs() throws RemoteException {
    return jobs.foreman()
        .map(Foreman::runs)
        .orElseThrow(() -> new ServerException("This broker has no jobs."));
  }

  @Override
  public Peer summon(Peer client, int worker, long epoch, long call) throws Refused {
    Enrolled wanted =
        byId.values().stream()
            .filter(enrolled -> enrolled.id().number() == worker && enrolled.id().epoch() == epoch)
            .findFirst()
            .orElseThrow(() -> new Refused("worker " + worker + " is not on the roster any more"));
    if (!key(client).filter(wanted::serves).isPresent()) {
      throw new Refused("worker " + worker + " was not lent to " + client);
    }
    if (!wanted.comes(call)) {
      throw new Refused("worker " + worker + " does not do what it is told");
    }
    return new Peer(Role.PROCESS, wanted.name());
  }

  /** Whose worker one wants to reach: his own, or that of the key that his process serves. */
  private Optional<String> key(Peer client) {
    if (client.role() != Role.PROCESS) {
      return Optional.of(client.id());
    }
    return byId.values().stream()
        .filter(enrolled -> enrolled.name().equals(client.id()))
        .map(Enrolled::served)
        .findFirst();
  }

  Optional<Enrolled> find(WorkerId id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The workers of whom nothing was heard for too long. */
  List<WorkerId> silent() {
    long now = nanos.getAsLong();
    return byId.values().stream()
        .filter(worker -> now - worker.heard() > silence.toNanos())
        .map(Enrolled::id)
        .toList();
  }

  /** Takes a process off the roster; one that lives though it was given up is told to end. */
  Optional<Enrolled> strike(WorkerId id) {
    Enrolled gone = byId.remove(id);
    if (gone != null) {
      gone.order(Order.Kind.STOP, 0);
      byName.values().remove(gone);
    }
    return Optional.ofNullable(gone);
  }

  private Enrolled caller() throws RemoteException {
    Enrolled worker = byName.get(Caller.require(Role.PROCESS).id());
    if (worker == null) {
      throw new ServerException("This process is not on the roster.");
    }
    worker.heard(nanos.getAsLong());
    return worker;
  }

  private interface Decoding<T> {
    T from(byte[] bytes) throws IOException;
  }

  private static <T> T read(byte[] bytes, Decoding<T> decoding) throws RemoteException {
    try {
      return decoding.from(bytes);
    } catch (IOException e) {
      throw new ServerException("A frame that cannot be read: " + e.getMessage());
    }
  }
}

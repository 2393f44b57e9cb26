package freeworker.broker;

import freeworker.crew.Crew;
import freeworker.ledger.WorkerId;
import freeworker.wire.Card;
import freeworker.wire.CrewOrder;
import freeworker.wire.Crews;
import freeworker.wire.Enlisted;
import freeworker.wire.Launch;
import freeworker.wire.Muster;
import freeworker.wire.Obituary;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.io.IOException;
import java.net.InetAddress;
import java.rmi.RemoteException;
import java.rmi.ServerException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/*
 * Guarded by this: crews, epochs, machines. Not held while waiting for an order, nor while telling anybody
 * but who joined.
 * The numbers below `near` are those of the crew on this machine.
 */
/** All crews of a broker: the one on this machine, and those that other machines bring. */
final class Depot implements Crews {
  /** Who wants to know how workers of other machines end. */
  interface Watcher {
    /**
     * @return whether it was lent or not yet cleared
     */
    boolean died(WorkerId worker, String how, boolean ours);

    /** The worker of this place is one of another machine from now on. */
    void joined(int number, String machine);

    /** Processes keep dying in this place. */
    void down(int number, String how);

    /** Nobody follows in this place until another crew takes it. */
    void vacant(int number);

    /** It is to be lent to nobody any more; says whether somebody needs it still. */
    boolean leaves(WorkerId worker);
  }

  private final Crew crew;
  private final int near;
  private final boolean relay;
  private final Allowance allowance;
  private final LongSupplier nanos;
  private final Duration silence;
  private final Watcher watcher;
  private final Consumer<String> notices;
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, FarCrew> crews = new HashMap<>();
  private final Map<Integer, Long> epochs = new HashMap<>();
  private final Map<Integer, String> machines = new HashMap<>();

  /**
   * @param near how many workers the crew of this machine has
   * @param relay whether clients reach all workers through the broker
   * @param silence how long a crew may be silent; it calls three times as often
   */
  Depot(
      Crew crew,
      int near,
      boolean relay,
      Allowance allowance,
      LongSupplier nanos,
      Duration silence,
      Watcher watcher,
      Consumer<String> notices) {
    this.allowance = allowance;
    this.crew = crew;
    this.near = near;
    this.relay = relay;
    this.nanos = nanos;
    this.silence = silence;
    this.watcher = watcher;
    this.notices = notices;
  }

  // What the broker asks

  /** How many places it has, here and elsewhere. */
  synchronized int places() {
    return near + crews.values().stream().mapToInt(far -> far.numbers().size()).sum();
  }

  /** The secret of the process of this name. */
  Optional<byte[]> secret(String name) {
    Optional<byte[]> secret = crew.secret(name);
    return secret.isPresent() ? secret : farSecret(name);
  }

  private synchronized Optional<byte[]> farSecret(String name) {
    return crews.values().stream().flatMap(far -> far.secret(name).stream()).findFirst();
  }

  /** Where clients dial this worker, empty for the host of the broker. */
  synchronized String host(int number) {
    return far(number).map(FarCrew::host).orElse("");
  }

  /** What the machines of other workers than the broker's own are called. */
  synchronized Map<Integer, String> machines() {
    Map<Integer, String> machines = new HashMap<>();
    for (FarCrew far : crews.values()) {
      far.numbers().forEach(number -> machines.put(number, far.label()));
    }
    return machines;
  }

  /** Whether clients reach this worker through the broker alone. */
  synchronized boolean relayed(int number) {
    return relay || far(number).map(FarCrew::relayed).orElse(false);
  }

  /**
   * Whether the process of this name was started for this place and no other.
   *
   * @param ready run when it is, before anybody who waits for the crew hears of it
   */
  boolean enrols(int number, long epoch, String name, Runnable ready) {
    if (number < near) {
      return crew.enrols(number, epoch, name, ready);
    }
    synchronized (this) {
      Optional<FarCrew> far = far(number).filter(its -> its.expects(number, epoch, name));
      if (far.isEmpty() || epoch <= epochs.getOrDefault(number, 0L)) {
        return false;
      }
      epochs.put(number, epoch);
      String machine = far.get().label();
      if (!machine.equals(machines.put(number, machine))) {
        watcher.joined(number, machine);
      }
      ready.run();
      far.get().ready(number, epoch, name);
      return true;
    }
  }

  /** Ends a process; another takes its place. */
  void kill(WorkerId worker, String why) {
    if (worker.number() < near) {
      crew.kill(worker.number(), worker.epoch(), why);
      return;
    }
    synchronized (this) {
      far(worker.number())
          .ifPresent(
              far ->
                  far.order(
                      new CrewOrder(CrewOrder.Kind.KILL, worker.number(), worker.epoch(), why)));
    }
  }

  /** Tells the crews of other machines to end their processes. */
  synchronized void dismiss() {
    crews.values().forEach(far -> far.order(new CrewOrder(CrewOrder.Kind.STOP, 0, 0, "")));
  }

  /** A connection closed; the crew whose last one it was is gone. */
  void closed(Caller caller) {
    lose(far -> far.closed(caller), "its machine does not answer any more");
  }

  /** Crews that were silent for long are gone. */
  void tick() {
    long now = nanos.getAsLong();
    lose(
        far -> now - far.heard() > silence.toNanos(),
        "nothing was heard of its machine for " + Counter.seconds(silence));
  }

  private void lose(java.util.function.Predicate<FarCrew> gone, String why) {
    List<FarCrew> lost = new ArrayList<>();
    synchronized (this) {
      crews
          .values()
          .removeIf(
              far -> {
                boolean over = gone.test(far);
                if (over) {
                  lost.add(far);
                }
                return over;
              });
    }
    for (FarCrew far : lost) {
      far.ready().forEach((number, epoch) -> watcher.died(new WorkerId(number, epoch), why, true));
      far.numbers().forEach(watcher::vacant);
      notices.accept(
          "the crew of " + far.name() + " is gone: " + why + ". It had " + words(far) + ".");
    }
  }

  // What crews on other machines say

  @Override
  public Enlisted enlist(byte[] bytes) throws RemoteException {
    Peer peer = Caller.require(Role.WORKER);
    Muster muster = read(bytes, Muster::decode);
    if (muster.protocol() != Card.PROTOCOL) {
      throw new ServerException(
          "This broker speaks protocol " + Card.PROTOCOL + ", the crew " + muster.protocol() + ".");
    }
    Caller caller = Objects.requireNonNull(Caller.current());
    InetAddress from = caller.getInetAddress();
    String host =
        muster.host().isEmpty() && !from.isLoopbackAddress()
            ? from.getHostAddress()
            : muster.host();
    FarCrew far;
    long number;
    long epoch = 1;
    synchronized (this) {
      List<Integer> numbers = vacant(muster.workers());
      for (int place : numbers) {
        epoch = Math.max(epoch, epochs.getOrDefault(place, 0L) + 1);
      }
      String label = muster.label().isEmpty() ? peer.id() : muster.label();
      far = new FarCrew(peer, label, host, muster.relayed(), numbers);
      far.heard(nanos.getAsLong(), caller);
      number = random.nextLong() >>> 1;
      crews.put(number, far);
    }
    notices.accept(
        far.name() + " brings " + words(far) + (far.relayed() ? ", by relay" : "") + ".");
    return new Enlisted(
        number,
        far.numbers().stream().mapToInt(n -> n).toArray(),
        epoch,
        allowance.count(Limit.OUTPUT_LINES));
  }

  private List<Integer> vacant(int count) throws RemoteException {
    List<Integer> numbers = new ArrayList<>();
    int most = allowance.count(Limit.WORKERS);
    for (int number = near; number < most && numbers.size() < count; number++) {
      if (far(number).isEmpty()) {
        numbers.add(number);
      }
    }
    if (count < 1 || numbers.size() < count) {
      throw new ServerException(
          "A crew of "
              + count
              + " workers; there is room for "
              + numbers.size()
              + " "
              + allowance.at(Limit.WORKERS)
              + ".");
    }
    return numbers;
  }

  @Override
  public void launched(long crew, byte[] bytes) throws RemoteException {
    FarCrew far = caller(crew);
    Launch launch = read(bytes, Launch::decode);
    synchronized (this) {
      if (secret(launch.name()).isPresent() && far.secret(launch.name()).isEmpty()) {
        throw new ServerException("There is a process of the name " + launch.name() + " already.");
      }
      if (!far.launched(launch)) {
        throw new ServerException(
            "A crew of "
                + far.numbers().size()
                + " has at most "
                + far.mostProcesses()
                + " processes.");
      }
    }
  }

  @Override
  public boolean died(long crew, byte[] bytes) throws RemoteException {
    FarCrew far = caller(crew);
    Obituary obituary = read(bytes, Obituary::decode);
    boolean known;
    synchronized (this) {
      known = far.died(obituary);
    }
    return known
        && watcher.died(
            new WorkerId(obituary.number(), obituary.epoch()), obituary.how(), obituary.ours());
  }

  @Override
  public void down(long crew, byte[] bytes) throws RemoteException {
    FarCrew far = caller(crew);
    Obituary obituary = read(bytes, Obituary::decode);
    if (!far.numbers().contains(obituary.number())) {
      throw new ServerException("Worker " + obituary.number() + " is not of this crew.");
    }
    watcher.down(obituary.number(), obituary.how());
  }

  @Override
  public int leave(long crew, boolean now) throws RemoteException {
    FarCrew far = caller(crew);
    if (now) {
      lose(far::equals, "its machine was told to stop");
      return 0;
    }
    Map<Integer, Long> ready;
    synchronized (this) {
      far.leaves();
      ready = far.ready();
    }
    far.numbers().stream().filter(number -> !ready.containsKey(number)).forEach(watcher::vacant);
    return (int)
        ready.entrySet().stream()
            .filter(each -> watcher.leaves(new WorkerId(each.getKey(), each.getValue())))
            .count();
  }

  @Override
  public CrewOrder nextOrder(long crew) throws RemoteException {
    FarCrew far = caller(crew);
    try {
      return far.nextOrder(silence.dividedBy(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CrewOrder.NOTHING;
    }
  }

  private synchronized FarCrew caller(long crew) throws RemoteException {
    Peer peer = Caller.require(Role.WORKER);
    FarCrew far = crews.get(crew);
    if (far == null || !far.peer().equals(peer)) {
      throw new ServerException("No crew of " + peer.id() + " calls by this number.");
    }
    far.heard(nanos.getAsLong(), Objects.requireNonNull(Caller.current()));
    return far;
  }

  private Optional<FarCrew> far(int number) {
    return crews.values().stream().filter(far -> far.numbers().contains(number)).findFirst();
  }

  private static String words(FarCrew far) {
    int count = far.numbers().size();
    String list = far.numbers().stream().map(String::valueOf).reduce((a, b) -> a + ", " + b).get();
    return (count == 1 ? "worker " : count + " workers: ") + list;
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

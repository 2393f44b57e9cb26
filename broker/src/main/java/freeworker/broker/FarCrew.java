package freeworker.broker;

import freeworker.wire.CrewOrder;
import freeworker.wire.Launch;
import freeworker.wire.Obituary;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/*
 * Guarded by the depot, its orders aside.
 */
/** A crew on another machine, as the broker knows it. */
final class FarCrew {
  /** A process in each place, one that follows, those that end, and one that stands by. */
  private static final int PROCESSES_A_PLACE = 4;

  private final Peer peer;
  private final String label;
  private final String host;
  private final boolean relayed;
  private final List<Integer> numbers;
  private final Map<String, Launch> launches = new HashMap<>();
  private final Map<Integer, Long> ready = new HashMap<>();
  private final Set<Caller> connections = new HashSet<>();
  private final Orders<About, CrewOrder> orders = new Orders<>();
  private long heard;
  private boolean leaving;

  private record About(CrewOrder.Kind kind, int number) {}

  /**
   * @param peer whose key brought it
   * @param label what its machine is called
   * @param host where clients dial its workers, empty for the host of the broker
   * @param relayed whether they reach them through the broker instead
   */
  FarCrew(Peer peer, String label, String host, boolean relayed, List<Integer> numbers) {
    this.peer = peer;
    this.label = label;
    this.host = host;
    this.relayed = relayed;
    this.numbers = List.copyOf(numbers);
  }

  Peer peer() {
    return peer;
  }

  String label() {
    return label;
  }

  /** Its label, with the key that brought it where that is called otherwise. */
  String name() {
    return label.equals(peer.id()) ? label : label + " (" + peer.id() + ")";
  }

  String host() {
    return host;
  }

  boolean relayed() {
    return relayed;
  }

  List<Integer> numbers() {
    return numbers;
  }

  /** It called, over this connection. */
  void heard(long now, Caller caller) {
    heard = now;
    connections.add(caller);
  }

  long heard() {
    return heard;
  }

  /** Says whether its last connection has closed with this one. */
  boolean closed(Caller caller) {
    return connections.remove(caller) && connections.isEmpty();
  }

  /** Notes a process and its place; says whether there may be one more. */
  boolean launched(Launch launch) {
    if (!launches.containsKey(launch.name()) && launches.size() >= mostProcesses()) {
      return false;
    }
    launches.put(launch.name(), launch);
    return true;
  }

  int mostProcesses() {
    return PROCESSES_A_PLACE * (numbers.size() + 1);
  }

  Optional<byte[]> secret(String name) {
    return Optional.ofNullable(launches.get(name)).map(Launch::secret);
  }

  /** Whether the process of this name was started for this place and is not on the roster yet. */
  boolean expects(int number, long epoch, String name) {
    Launch launch = launches.get(name);
    return launch != null
        && launch.number() == number
        && launch.epoch() == epoch
        && numbers.contains(number)
        && !leaving
        && ready.getOrDefault(number, 0L) < epoch;
  }

  /** A process is on the roster. */
  void ready(int number, long epoch, String name) {
    ready.put(number, epoch);
    order(new CrewOrder(CrewOrder.Kind.READY, number, epoch, name));
  }

  /** A process has ended; says whether it was the one in its place. */
  boolean died(Obituary obituary) {
    launches.remove(obituary.name());
    return ready.remove(obituary.number(), obituary.epoch());
  }

  /** None of its processes comes to the roster any more. */
  void leaves() {
    leaving = true;
  }

  /** The processes that are on the roster, by their numbers. */
  Map<Integer, Long> ready() {
    return Map.copyOf(ready);
  }

  void order(CrewOrder order) {
    orders.give(new About(order.kind(), order.number()), order);
  }

  CrewOrder nextOrder(Duration wait) throws InterruptedException {
    return orders.next(wait).orElse(CrewOrder.NOTHING);
  }
}

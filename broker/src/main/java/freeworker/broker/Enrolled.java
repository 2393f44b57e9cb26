package freeworker.broker;

import freeworker.ledger.WorkerId;
import freeworker.wire.Badge;
import freeworker.wire.Order;
import freeworker.wire.Pass;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Tickets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A worker process that is on the roster: its badge, and the orders that wait for it. */
final class Enrolled {
  private static final int REMEMBERED = 8;
  private static final int MOST_ORDERS = 1_024;

  private final WorkerId id;
  private final String name;
  private final Badge badge;
  private final Tickets tickets;
  private final String host;
  private final boolean relayed;
  private final Orders<Object, Order> orders = new Orders<>();
  private final Map<Long, Long> grants =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long lastReport = Long.MIN_VALUE;
  private volatile String task = "";
  private volatile String served = "";
  private volatile long heard;

  /**
   * @param tickets those that its door knows
   * @param name by which its process comes to the broker
   * @param host where clients dial it, empty for the host of the broker
   * @param relayed whether they reach it through the broker instead
   * @param now when it came
   */
  Enrolled(
      WorkerId id,
      String name,
      Badge badge,
      Tickets tickets,
      String host,
      boolean relayed,
      long now) {
    this.host = host;
    this.relayed = relayed;
    this.id = id;
    this.name = name;
    this.badge = badge;
    this.tickets = tickets;
    this.heard = now;
  }

  WorkerId id() {
    return id;
  }

  String name() {
    return name;
  }

  Badge badge() {
    return badge;
  }

  /** What lets a client in there with a lease. */
  Pass pass(long lease, String key, long session) {
    Credential ticket = tickets.ticket(key, session);
    return new Pass(
        badge.stub(),
        host,
        badge.certificate(),
        ticket.peer().id(),
        ticket.secret(),
        tickets.proof(lease, key, session),
        relayed);
  }

  /** Whether it was lent to a client with this key; to no more than one it ever is. */
  boolean serves(String key) {
    return served.equals(key);
  }

  /** The client key to which it was lent; empty before that. */
  String served() {
    return served;
  }

  /** Whether it will come for a client who waits; not while it has too much else to do. */
  boolean comes(long call) {
    if (orders.waiting() >= MOST_ORDERS) {
      return false;
    }
    order(Order.Kind.COME, call);
    return true;
  }

  void order(Order.Kind kind, long lease) {
    var order = new Order(kind, lease);
    // One for a newer lease is for all older ones too; but each call is another client's.
    orders.give(kind == Order.Kind.COME ? order : kind, order);
  }

  Order nextOrder(Duration wait) throws InterruptedException {
    return orders.next(wait).orElse(Order.NOTHING);
  }

  /** It called. */
  void heard(long now) {
    heard = now;
  }

  /** When it last called. */
  long heard() {
    return heard;
  }

  /** What it runs, as it last reported; empty when nothing. */
  String task() {
    return task;
  }

  void runs(String name) {
    task = name;
  }

  /** It is lent to a client with this key, empty for one that is gone already. */
  synchronized void granted(long lease, long at, String key) {
    grants.put(lease, at);
    if (!key.isEmpty()) {
      served = key;
    }
  }

  /**
   * When a reported thing happened: not before its lease was granted, nor before what came first.
   */
  synchronized long happened(long lease, long age, long arrival) {
    long granted = grants.getOrDefault(lease, lastReport);
    long at = Math.max(Math.max(arrival - Math.max(0, age), granted), lastReport);
    lastReport = Math.min(at, arrival);
    return lastReport;
  }
}

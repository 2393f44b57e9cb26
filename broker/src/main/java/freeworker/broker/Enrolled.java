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

  private final WorkerId id;
  private final Badge badge;
  private final Tickets tickets;
  private final String host;
  private final Orders<Order.Kind, Order> orders = new Orders<>();
  private final Map<Long, Long> grants =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long lastReport = Long.MIN_VALUE;
  private volatile String task = "";

  /**
   * @param tickets those that its door knows
   * @param host where clients dial it, empty for the host of the broker
   */
  Enrolled(WorkerId id, Badge badge, Tickets tickets, String host) {
    this.host = host;
    this.id = id;
    this.badge = badge;
    this.tickets = tickets;
  }

  WorkerId id() {
    return id;
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
        tickets.proof(lease, key, session));
  }

  void order(Order.Kind kind, long lease) {
    // One for a newer lease is for all older ones too.
    orders.give(kind, new Order(kind, lease));
  }

  Order nextOrder(long seconds) throws InterruptedException {
    return orders.next(Duration.ofSeconds(seconds)).orElse(Order.NOTHING);
  }

  /** What it runs, as it last reported; empty when nothing. */
  String task() {
    return task;
  }

  void runs(String name) {
    task = name;
  }

  synchronized void granted(long lease, long at) {
    grants.put(lease, at);
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

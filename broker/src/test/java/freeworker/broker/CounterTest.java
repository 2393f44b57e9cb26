package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.WorkerId;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Fate;
import freeworker.wire.Welcome;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import freeworker.wire.limit.Allowance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one client's key may not do with what is another's. */
@SuppressWarnings("NullAway") // nobody dials a worker here
@Timeout(60)
class CounterTest {
  private static final byte[] SECRET = new byte[32];
  private static final WorkerId WORKER = new WorkerId(0, 1);

  private final LendingDesk desk =
      new LendingDesk(new Ledger(Duration.ofMinutes(1)), System::nanoTime, effect -> {});
  private final Sessions sessions = new Sessions(Allowance.usual());
  private final Obituaries obituaries = new Obituaries();
  private final Counter counter =
      new Counter(
          desk,
          sessions,
          null,
          obituaries,
          Duration.ofMinutes(1),
          () -> false,
          null,
          Allowance.usual(),
          null);
  private Door door;

  @BeforeEach
  void open() throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    door =
        new Door(
            here,
            peer -> Optional.of(SECRET),
            () -> null,
            Bounds.carrying(1024),
            caller -> sessions.closed(caller).forEach(desk::gone));
    door.lobby('B', Role.CLIENT, counter);
  }

  @AfterEach
  void close() throws IOException {
    UnicastRemoteObject.unexportObject(counter, true);
  }

  private Broker as(String key) throws IOException {
    var credential = new Credential(Role.CLIENT, key, SECRET);
    return new Visit("localhost", door.port(), credential, new byte[32], false)
        .ask('B', Broker.class);
  }

  private interface Call {
    void on(Broker broker) throws RemoteException;
  }

  @Test
  void aSessionIsRefusedToEveryKeyButItsOwn() throws Exception {
    Broker ana = as("ana");
    long session = Welcome.decode(ana.enter(new Card(Card.PROTOCOL, "ana's").encode())).session();
    desk.join(WORKER);
    Lease lease = desk.find(session, Duration.ZERO, 1, true, () -> true).orElseThrow();
    List<Call> calls =
        List.of(
            broker -> broker.findFreeWorker(session, 0, 1, true),
            broker -> broker.waiting(session, 0, true),
            broker -> broker.freeWorker(session, lease.number()),
            broker -> broker.cancel(session, lease.number()),
            broker -> broker.beat(session),
            broker -> broker.leave(session));

    Broker ben = as("ben");
    ben.enter(new Card(Card.PROTOCOL, "ben's").encode());

    for (Call call : calls) {
      var refusal = assertThrows(SecurityException.class, () -> call.on(ben));
      assertEquals("This session is not of client ben.", refusal.getMessage());
    }
    for (Caller caller : sessions.connections()) {
      if (caller.peer().orElseThrow().id().equals("ben")) {
        caller.close();
      }
    }

    assertEquals(1, sessions.open());
    boolean held = desk.ask(ledger -> ledger.holds(session, lease.number()));
    assertTrue(held, "her lease is hers");
    assertTrue(ana.beat(session));
    assertTrue(ana.freeWorker(session, lease.number()), "and hers to give back");
  }

  @Test
  void howAProcessEndedIsToldToTheKeyThatItServed() throws Exception {
    obituaries.write(WORKER, "exit code 3. Its last words: ana's secret", "ana");
    obituaries.write(new WorkerId(1, 1), "exit code 1", "");

    assertEquals(new Fate(true, "exit code 3. Its last words: ana's secret"), as("ana").fate(0, 1));
    assertEquals(new Fate(false, ""), as("ben").fate(0, 1));
    assertEquals(new Fate(false, ""), as("ana").fate(1, 1), "it served nobody");
  }
}

package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.wire.Broker;
import freeworker.wire.Card;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("NullAway") // no worker is borrowed here
@Timeout(60)
class SessionsTest {
  private static final byte[] SECRET = new byte[32];
  private static final byte[] CARD = new Card(Card.PROTOCOL, "somebody").encode();

  private final Allowance allowance =
      Allowance.usual().with("sessions=100").with("sessions-per-key=60");
  private final AtomicLong now = new AtomicLong();
  private final LendingDesk desk =
      new LendingDesk(new Ledger(Duration.ofSeconds(15)), now::get, effect -> {});
  private final Sessions sessions = new Sessions(allowance);
  private final Counter counter =
      new Counter(
          desk, sessions, null, null, Duration.ofSeconds(15), null, null, allowance, () -> null);
  private final BlockingQueue<Caller> closed = new LinkedBlockingQueue<>();
  private Door door;

  @BeforeEach
  void open() throws IOException {
    var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    door =
        new Door(
            here,
            peer -> Optional.of(SECRET),
            () -> null,
            Bounds.carrying(100_000),
            caller -> {
              sessions.closed(caller).forEach(desk::gone);
              closed.add(caller);
            });
    door.lobby('B', Role.CLIENT, counter);
  }

  @AfterEach
  void close() throws IOException {
    UnicastRemoteObject.unexportObject(counter, true);
  }

  private Broker broker(String key) throws IOException {
    var credential = new Credential(Role.CLIENT, key, SECRET);
    return new Visit("localhost", door.port(), credential, new byte[32], false)
        .ask('B', Broker.class);
  }

  private static String refused(Broker broker) {
    return assertThrows(RemoteException.class, () -> broker.enter(CARD)).getCause().getMessage();
  }

  @Test
  void ofTenThousandSessionsOfOneKeyNoMoreThanSixtyAreThere() throws Exception {
    Broker greedy = broker("greedy");
    int refused = 0;
    String last = "";
    for (int i = 0; i < 10_000; i++) {
      try {
        greedy.enter(CARD);
      } catch (RemoteException e) {
        refused++;
        last = e.getCause().getMessage();
      }
      assertTrue(sessions.open() <= 60, sessions.open() + " sessions");
    }

    // RMI gives up a connection over which a refusal came, and with it all its sessions.
    assertTrue(refused >= 10_000 / 61, refused + " were refused");
    assertEquals("client greedy has 60 sessions open (limit sessions-per-key = 60).", last);
    Broker modest = broker("modest");
    long session = Welcome.decode(modest.enter(CARD)).session();
    assertTrue(modest.beat(session), "others are served");
  }

  @Test
  void allKeysTogetherHaveNoMoreThanThereMayBe() throws Exception {
    for (String key : List.of("ana", "ben")) {
      Broker broker = broker(key);
      for (int i = 0; i < 50; i++) {
        broker.enter(CARD);
      }
    }

    assertEquals("100 sessions are open (limit sessions = 100).", refused(broker("cleo")));
    assertEquals(50, sessions.openOfOneKey());
  }

  @Test
  void whoWasSilentForTooLongIsForgottenThoughItsConnectionStaysOpen() throws Exception {
    Broker broker = broker("ana");
    Set<Long> silent = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      silent.add(Welcome.decode(broker.enter(CARD)).session());
    }
    now.addAndGet(TimeUnit.SECONDS.toNanos(16));
    desk.tick();

    sessions.forget(number -> desk.ask(ledger -> ledger.knows(number)));

    assertEquals(0, sessions.open());
    assertEquals(60, silent.size());
    broker.enter(CARD);
    assertEquals(1, sessions.open());
  }

  @Test
  void allSessionsOfAConnectionEndWithIt() throws Exception {
    Broker broker = broker("ana");
    for (int i = 0; i < 20; i++) {
      broker.enter(CARD);
    }
    assertEquals(20, sessions.open());

    for (Caller caller : sessions.connections()) {
      caller.close();
      closed.take();
    }

    assertEquals(0, sessions.open());
    assertEquals(0, sessions.openOfOneKey());
  }
}

package freeworker.wire.door;

import static freeworker.wire.door.OpenDoor.BOUNDS;
import static freeworker.wire.door.OpenDoor.HERE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.rmi.RemoteException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a worker that only dial, and the door at which they meet. */
@Timeout(60)
class RelayTest {
  private static final int WORKER = 3;
  private static final long EPOCH = 7;
  private static final int LARGE = 4 << 20;

  private final OpenDoor broker = new OpenDoor(OpenDoor.ECHO);
  private final Credential anna = broker.keys.make("anna");
  private final Credential process = process("crew-1");
  private final Credential another = process("crew-2");
  private final BlockingQueue<Long> calls = new LinkedBlockingQueue<>();
  private Relay relay = new Relay(this::summon, Duration.ofSeconds(30));

  private final Keys tickets = new Keys(true);
  private final Credential ticket = tickets.make("anna:1:7200");
  private final Door door =
      new Door(
              new InetSocketAddress(HERE, 0),
              tickets,
              () -> OpenDoor.SEAL,
              Bounds.carrying(LARGE),
              caller -> {})
          .fetching();
  private final Desk echo = OpenDoor.ECHO::apply;
  private final byte[] stub = door.export(echo);
  private @Nullable Thread coming;

  RelayTest() throws IOException {
    broker.door.relays(relay);
  }

  @AfterEach
  void leave() {
    relay.close();
    if (coming != null) {
      coming.interrupt();
    }
  }

  private Credential process(String name) {
    return credential(Role.PROCESS, name);
  }

  private Credential credential(Role role, String name) {
    byte[] secret = new byte[Key.LENGTH];
    new SecureRandom().nextBytes(secret);
    var credential = new Credential(role, name, secret);
    broker.keys.add(credential);
    return credential;
  }

  private Peer summon(Peer client, int worker, long epoch, long call) throws Refused {
    if (worker != WORKER || epoch != EPOCH) {
      throw new Refused("there is no worker " + worker + " of epoch " + epoch);
    }
    calls.add(call);
    return process.peer();
  }

  /** From now on the worker comes whenever it is called. */
  private void serve(boolean sealed) {
    Visit visit = broker.visit(process, sealed);
    coming =
        new Thread(
            () -> {
              try {
                while (true) {
                  door.fetch(visit, calls.take(), WORKER, EPOCH);
                }
              } catch (IOException | InterruptedException e) {
                // The test is over.
              }
            },
            "worker");
    coming.setDaemon(true);
    coming.start();
  }

  private Desk desk(boolean sealed, int worker, Credential with) throws IOException {
    return broker.visit(anna, sealed).through(worker, EPOCH, with).stub(stub, Desk.class);
  }

  // Whoever speaks by hand

  private Raw client() throws IOException {
    return client(broker);
  }

  private Raw client(OpenDoor at) throws IOException {
    ByteBuffer worker = ByteBuffer.allocate(12).putInt(WORKER).putLong(EPOCH);
    return asking(at, anna, Proof.TO_WORKER, worker.array());
  }

  private Raw worker(Credential who, long call) throws IOException {
    return worker(broker, who, call);
  }

  private static Raw worker(OpenDoor at, Credential who, long call) throws IOException {
    return asking(at, who, Proof.TO_CLIENT, ByteBuffer.allocate(8).putLong(call).array());
  }

  private Raw asking(Credential who, byte purpose, byte[] wanted) throws IOException {
    return asking(broker, who, purpose, wanted);
  }

  private static Raw asking(OpenDoor at, Credential who, byte purpose, byte[] wanted)
      throws IOException {
    var raw = new Raw(at);
    var hello =
        new Proof.Hello(purpose, who.peer(), "localhost:" + at.door.port(), new byte[32], wanted);
    Proof.call(raw.in(), raw.out(), hello, who.secret(), Proof.NO_CERTIFICATE);
    return raw;
  }

  private static String refusal(Raw raw) {
    return Said.by(assertThrows(Refused.class, () -> Proof.awaitJoin(raw.in())));
  }

  private long called() throws InterruptedException {
    Long call = calls.poll(20, TimeUnit.SECONDS);
    assertNotNull(call, "the worker is called");
    return call;
  }

  /** A client and a worker who were joined. */
  private record Pair(Raw client, Raw worker) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      client.close();
      worker.close();
    }
  }

  private Pair pair() throws Exception {
    Raw client = client();
    Raw worker = worker(process, called());
    Proof.awaitJoin(client.in());
    Proof.awaitJoin(worker.in());
    return new Pair(client, worker);
  }

  // What travels

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsTravelThroughTheDoorOfAnother(boolean sealed) throws Exception {
    serve(sealed);
    Desk desk = desk(sealed, WORKER, ticket);

    assertArrayEquals(new byte[] {1, 2, 3}, desk.ask(new byte[] {1, 2, 3}));

    byte[] large = new byte[LARGE];
    new SecureRandom().nextBytes(large);
    assertArrayEquals(large, desk.ask(large), "its own limit holds, not that of the door between");
  }

  @Test
  void whoCallsIsWhomTheTicketNames() throws Exception {
    Desk who = OpenDoor.WHO::apply;
    byte[] another = door.export(who);
    serve(false);

    Desk desk = broker.visit(anna, false).through(WORKER, EPOCH, ticket).stub(another, Desk.class);

    assertEquals("anna:1:7200", new String(desk.ask(new byte[0]), UTF_8));
  }

  @Test
  void theWorkersDoorIsStillAtItsPort() throws Exception {
    serve(false);
    var direct = new Visit("localhost", door.port(), ticket, Proof.NO_CERTIFICATE, false);

    assertEquals(2, direct.stub(stub, Desk.class).ask(new byte[2]).length);
    assertEquals(3, desk(false, WORKER, ticket).ask(new byte[3]).length);
  }

  @Test
  void bothWaysAreOpenAtOnce() throws Exception {
    try (Pair pair = pair()) {
      byte[] much = new byte[8 << 20];
      CompletableFuture<Void> there = Aside.run(() -> send(pair.client(), much));
      CompletableFuture<Void> back = Aside.run(() -> send(pair.worker(), much));

      CompletableFuture<Integer> arrived = Aside.get(() -> received(pair.worker(), much.length));
      assertEquals(much.length, received(pair.client(), much.length));
      assertEquals(much.length, arrived.get(20, TimeUnit.SECONDS));
      CompletableFuture.allOf(there, back).get(20, TimeUnit.SECONDS);
    }
  }

  private static void send(Raw raw, byte[] bytes) {
    try {
      raw.send(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static int received(Raw raw, int count) {
    try {
      return raw.in().readNBytes(count).length;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // Who is refused

  @Test
  void aWorkerThatIsNotThereIsRefusedWithTheReason() throws Exception {
    serve(false);
    Desk desk = desk(false, 4, ticket);

    var e = assertThrows(RemoteException.class, () -> desk.ask(new byte[1]));

    assertTrue(Said.inAll(e).contains("there is no worker 4 of epoch 7"), Said.inAll(e));
  }

  @Test
  void theWorkersOwnDoorAsksForItsTicket() throws Exception {
    serve(false);
    var forged = new Credential(ticket.peer(), new byte[32]);
    Desk desk = desk(false, WORKER, forged);

    var e = assertThrows(RemoteException.class, () -> desk.ask(new byte[1]));

    assertTrue(Said.inAll(e).contains("does not hold the secret"), Said.inAll(e));
  }

  @ParameterizedTest
  @ValueSource(strings = {"port", "", "worker 4.7", "worker 3.8"})
  void aProofThatWasMeantForAnotherWayIsRefusedInTheRelay(String dialled) throws Exception {
    serve(false);
    try (Raw raw = client()) {
      Proof.awaitJoin(raw.in());
      String said = dialled.equals("port") ? "localhost:" + door.port() : dialled;

      var e = assertThrows(Refused.class, () -> raw.prove(ticket, said));

      assertTrue(Said.by(e).contains("but this is worker 3.7"), Said.by(e));
    }
  }

  @Test
  void aProofThatWasMeantForTheRelayIsRefusedAtThePort() throws Exception {
    try (var raw = new Raw(new InetSocketAddress(HERE, door.port()))) {
      var e = assertThrows(Refused.class, () -> raw.prove(ticket, "worker 3.7"));

      assertTrue(Said.by(e).contains("but this is localhost:" + door.port()), Said.by(e));
    }
  }

  @Test
  void onlyClientsAndProcessesCallAndOnlyProcessesCome() throws Exception {
    ByteBuffer place = ByteBuffer.allocate(12).putInt(WORKER).putLong(EPOCH);
    for (Role role : new Role[] {Role.WORKER, Role.BROKER}) {
      try (Raw raw = asking(credential(role, "lab"), Proof.TO_WORKER, place.array())) {
        assertEquals("this is for a client, not for " + role.word() + " lab", refusal(raw));
      }
    }
    assertTrue(calls.isEmpty(), "nobody was called");
    try (Raw raw = asking(process("crew-9"), Proof.TO_WORKER, place.array())) {
      long call = called();
      try (Raw come = worker(process, call)) {
        Proof.awaitJoin(come.in());
        Proof.awaitJoin(raw.in());
      }
    }
    try (Raw waiting = client();
        Raw raw = worker(anna, called())) {
      assertEquals("this is for a process, not for client anna", refusal(raw));
      assertFalse(waiting.socket.isClosed());
    }
    assertTrue(calls.isEmpty(), "nobody was called");
  }

  @Test
  void aCallIsAnsweredOnceAndByNobodyElse() throws Exception {
    try (Raw client = client()) {
      long call = called();
      try (Raw stranger = worker(another, call)) {
        assertEquals("nobody waits for process crew-2 by that number", refusal(stranger));
      }
      try (Raw guess = worker(process, call + 1)) {
        assertEquals("nobody waits for process crew-1 by that number", refusal(guess));
      }
      try (Raw right = worker(process, call)) {
        Proof.awaitJoin(right.in());
        Proof.awaitJoin(client.in());
        try (Raw again = worker(process, call)) {
          assertEquals("nobody waits for process crew-1 by that number", refusal(again));
        }
        right.send(new byte[] {42});
        assertEquals(42, client.in().read(), "the first pair is as it was");
      }
    }
  }

  @Test
  void aCallByRelayIsTwoConnectionsOfItsClientAndNoneOfTheWorker() throws Exception {
    try (Pair first = pair();
        Pair second = pair()) {
      Door.Use use = broker.door.use();

      assertEquals(4, use.connections());
      assertEquals(4, use.ofOneKey());
      assertEquals(
          0, new Proof.Hello(Proof.TO_CLIENT, process.peer(), "", new byte[32]).connections());
      assertFalse(first.client().socket.isClosed() || second.client().socket.isClosed());
    }
  }

  @Test
  void noClientTakesTheRoomOfAWorkerByRelay() throws Exception {
    var small =
        new OpenDoor(
            HERE,
            new Bounds(BOUNDS.request(), BOUNDS.memory(), 256, BOUNDS.proofNanos(), 8, 4),
            OpenDoor.ECHO);
    small.keys.add(anna);
    small.keys.add(process);
    small.door.relays(relay);
    List<Raw> open = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        open.add(client(small));
        open.add(worker(small, process, called()));
      }

      assertEquals(
          "client anna has 4 connections open, and a call by relay is two more"
              + " (limit connections-per-key = 4)",
          Said.by(assertThrows(Refused.class, () -> client(small))));
      try (var raw = new Raw(small)) {
        raw.prove(process);
        assertTrue(raw.greet(), "its orders still reach it");
      }
    } finally {
      for (Raw raw : open) {
        raw.close();
      }
    }
  }

  @Test
  void aHelloNamesExactlyWhatItsPurposeNeeds() throws Exception {
    for (int length : new int[] {0, 8, 11, 13}) {
      try (var raw = new Raw(broker)) {
        var hello =
            new Proof.Hello(
                Proof.TO_WORKER,
                anna.peer(),
                "localhost:" + broker.door.port(),
                new byte[32],
                new byte[length]);

        assertThrows(
            IOException.class,
            () -> Proof.call(raw.in(), raw.out(), hello, anna.secret(), Proof.NO_CERTIFICATE),
            length + " bytes");
      }
    }
  }

  @Test
  void aDoorWithoutARelaySaysSo() throws Exception {
    var plain = new OpenDoor(OpenDoor.ECHO);
    plain.keys.add(anna);
    Desk desk = plain.visit(anna, false).through(WORKER, EPOCH, ticket).stub(stub, Desk.class);

    var e = assertThrows(RemoteException.class, () -> desk.ask(new byte[1]));

    assertTrue(Said.inAll(e).contains("there is no relay here"), Said.inAll(e));
  }

  // Who does not come

  @Test
  void aWorkerThatDoesNotComeInTimeIsNamed() throws Exception {
    relay = new Relay(this::summon, Duration.ofMillis(50));
    broker.door.relays(relay);
    try (Raw client = client()) {
      assertEquals("worker 3 did not come within 50 ms", refusal(client));
      client.awaitEnd();
    }
    try (Raw late = worker(process, called())) {
      assertEquals("nobody waits for process crew-1 by that number", refusal(late));
    }
  }

  @Test
  void nobodyWaitsForAProcessThatHasEnded() throws Exception {
    try (Raw client = client()) {
      long call = called();

      relay.gone("crew-2");
      relay.gone("crew-1");

      assertEquals("worker 3 has ended", refusal(client));
      try (Raw late = worker(process, call)) {
        refusal(late);
      }
    }
  }

  @Test
  void aClientThatLeavesWhileItWaitsLeavesNothingBehind() throws Exception {
    client().close();

    try (Raw worker = worker(process, called())) {
      worker.awaitEnd();
    }
    assertEquals(2, closed(2));
  }

  // How it ends

  @Test
  void whenTheWorkersEndClosesTheClientsDoesToo() throws Exception {
    try (Pair pair = pair()) {
      pair.worker().send(new byte[] {1, 2, 3});
      pair.worker().close();

      assertArrayEquals(new byte[] {1, 2, 3}, pair.client().in().readAllBytes(), "whole before");
      assertEquals(2, closed(2));
    }
  }

  @Test
  void whenTheClientsEndClosesTheWorkersDoesToo() throws Exception {
    try (Pair pair = pair()) {
      pair.client().send(new byte[] {1, 2, 3});
      pair.client().close();

      assertArrayEquals(new byte[] {1, 2, 3}, pair.worker().in().readAllBytes(), "whole before");
      assertEquals(2, closed(2));
    }
  }

  @Test
  void aRevokedKeyEndsBothEndsThoughNobodyReads() throws Exception {
    try (Pair pair = pair()) {
      // As much as fits into all buffers between, so that the relay is stuck in writing.
      CompletableFuture<Void> stuck = Aside.run(() -> send(pair.worker(), new byte[64 << 20]));

      broker.keys.revoke(process);

      assertEquals(2, closed(2));
      assertThrows(Exception.class, () -> stuck.get(20, TimeUnit.SECONDS));
      pair.client().awaitEnd();
    }
  }

  @Test
  void allEndsWithTheBroker() throws Exception {
    try (Pair pair = pair();
        Raw waiting = client()) {
      called();

      relay.close();

      assertEquals("worker 3 does not come: the broker is stopping", refusal(waiting));
      pair.client().awaitEnd();
      pair.worker().awaitEnd();
      try (Raw late = client()) {
        assertEquals("the broker is stopping", refusal(late));
      }
    }
  }

  /** Waits until so many connections to the broker's door have closed. */
  private int closed(int count) throws InterruptedException {
    int closed = 0;
    while (closed < count && broker.closed.poll(20, TimeUnit.SECONDS) != null) {
      closed++;
    }
    return closed;
  }
}

package freeworker.wire.door;

import static freeworker.wire.door.OpenDoor.BOUNDS;
import static freeworker.wire.door.OpenDoor.DESK;
import static freeworker.wire.door.OpenDoor.HERE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who proves a key gets in; anybody else is shown out, and holds up nobody. */
@Timeout(60)
class DoorTest {
  @Test
  void theHolderOfAKeyMeetsWhoKnowsIt() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);

    Desk desk = door.desk(door.keys.make("anna"));

    for (int i = 0; i < 300; i++) {
      byte[] question = ("question " + i).getBytes(UTF_8);
      assertArrayEquals(question, desk.ask(question));
    }
  }

  @Test
  void aVisitThatIsOverComesNoMore() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Visit visit = door.visit(door.keys.make("anna"), false);
    Desk desk = visit.ask(DESK, Desk.class);
    byte[] question = "question".getBytes(UTF_8);
    assertArrayEquals(question, desk.ask(question));

    visit.hangUp();

    assertThrows(RemoteException.class, () -> desk.ask(question), "its connection is closed");
    var again = assertThrows(RemoteException.class, () -> desk.ask(question));
    assertTrue(Said.by(again).endsWith("this visit is over"), again::toString);
    assertThrows(ConnectException.class, () -> visit.ask(DESK, Desk.class));
  }

  @Test
  void whoIsNotOnTheRingIsTurnedAwayInWords() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    var wrong = new Credential(anna.peer(), new byte[32]);
    var unknown = new Credential(Role.CLIENT, "otto", anna.secret());
    var other = new Credential(Role.WORKER, "anna", anna.secret());

    assertEquals(
        "whoever answers there does not hold the secret of client anna",
        Said.by(assertThrows(Refused.class, () -> door.desk(wrong))));
    assertEquals(
        "no such key here: client otto",
        Said.by(assertThrows(Refused.class, () -> door.desk(unknown))));
    assertEquals(
        "no such key here: worker anna",
        Said.by(assertThrows(Refused.class, () -> door.desk(other))));
  }

  @Test
  void whatIsForAnotherRoleIsNotHandedOut() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    var crew = new Credential(Role.WORKER, "lab", new byte[Key.LENGTH]);
    door.keys.add(crew);
    for (boolean sealed : new boolean[] {false, true}) {
      Visit visit = door.visit(crew, sealed);

      var refusal = assertThrows(Refused.class, () -> visit.ask(DESK, Desk.class));

      assertEquals("'D' is for a client, not for worker lab", Said.by(refusal));
    }
    var unknown = new Credential(Role.WORKER, "otto", new byte[Key.LENGTH]);
    assertEquals(
        "no such key here: worker otto",
        Said.by(assertThrows(Refused.class, () -> door.desk(unknown))),
        "a stranger does not learn what there is");
  }

  @Test
  void whoIsTurnedAwayLeavesATrace() throws Exception {
    var door = new OpenDoor(HERE, OpenDoor.hurried(600), OpenDoor.ECHO);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    door.door.tells(said::add);
    Credential anna = door.keys.make("anna");

    assertThrows(
        Refused.class, () -> door.desk(new Credential(Role.CLIENT, "otto", anna.secret())));
    assertEquals("client otto at 127.0.0.1 was refused: no such key here", said.take());

    assertThrows(Refused.class, () -> door.desk(new Credential(anna.peer(), new byte[32])));
    assertEquals(
        "client anna at 127.0.0.1 was refused: no proof came: another secret, or it left",
        said.take());

    try (var http = new Raw(door)) {
      http.send("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      assertEquals(
          "somebody at 127.0.0.1 was refused: it does not speak our protocol", said.take());
    }
    try (var silent = new Raw(door)) {
      silent.awaitEnd();
      assertEquals(
          "somebody at 127.0.0.1 was cut: it proved nothing in time (limit proof-time = 600ms)",
          said.take());
    }
    new Raw(door).close();
    for (int i = 0; i < 3; i++) {
      assertThrows(
          Refused.class, () -> door.desk(new Credential(Role.CLIENT, "otto", anna.secret())));
    }
    assertEquals(1, door.desk(anna).ask(new byte[1]).length);
    assertEquals(List.of(), List.copyOf(said), "one that just leaves, and more of a kind");
  }

  @Test
  void aRequestThatIsCutLeavesATrace() throws Exception {
    var door = new OpenDoor(OpenDoor.ECHO);
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    door.door.tells(said::add);
    try (var raw = new Raw(door)) {
      raw.prove(door.keys.make("anna"));
      assertTrue(raw.greet());
      try {
        raw.send(Raw.call(door.stub, Raw.asking(), "x".repeat(BOUNDS.request())));
      } catch (IOException e) {
        // It was cut while it still wrote.
      }

      assertEquals(
          "client anna at 127.0.0.1 was cut: a request of more bytes than it may have"
              + " (limit request-bytes = 128K)",
          said.take());
    }
  }

  @Test
  void whoAsksForWhatIsNotThereIsTold() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Visit visit = door.visit(door.keys.make("anna"), false);

    IOException refusal = assertThrows(IOException.class, () -> visit.ask('X', Desk.class));

    assertTrue(Said.by(refusal).contains("'X'"), refusal.toString());
    assertEquals(1, visit.ask(DESK, Desk.class).ask(new byte[1]).length);
  }

  @Test
  void whoIsSilentIsCutByTheDeadline() throws IOException {
    var door = new OpenDoor(HERE, OpenDoor.hurried(200), OpenDoor.ECHO);
    try (var silent = new Raw(door);
        var halfHello = new Raw(door);
        var halfRmi = new Raw(door);
        var halfTls = new Raw(door)) {
      halfHello.send((byte) 0, (byte) 99, (byte) 'F', (byte) 'R');
      halfRmi.send((byte) 'J');
      halfTls.send((byte) 0x16, (byte) 3);

      for (Raw each : List.of(silent, halfHello, halfRmi, halfTls)) {
        each.awaitEnd();
      }
    }
  }

  @Test
  void whoComesToADoorThatWasIdleForLongHasAllTheTimeForItsProof() throws IOException {
    var clock = new AtomicLong();
    var door = new OpenDoor(clock::get, OpenDoor.ECHO);
    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
    try (var slow = new Raw(door)) {
      slow.socket.setSoTimeout(600);
      assertThrows(SocketTimeoutException.class, () -> slow.in().read(), "nobody cuts it");
      clock.addAndGet(BOUNDS.proofNanos() - 1);
      slow.socket.setSoTimeout(0);

      slow.prove(door.keys.make("anna"));

      assertTrue(slow.greet());
    }
  }

  @Test
  void whoDripsIsCutByTheSameDeadline() throws Exception {
    var door = new OpenDoor(HERE, OpenDoor.hurried(200), OpenDoor.ECHO);
    byte[] hello = new byte[2 + 512];
    hello[0] = 2;
    byte[] tls = new byte[5 + 512];
    System.arraycopy(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC}, 0, tls, 0, 9);
    ExecutorService both = Executors.newFixedThreadPool(2);
    try {
      for (Future<Integer> sent :
          both.invokeAll(
              List.<Callable<Integer>>of(() -> dripped(door, hello), () -> dripped(door, tls)))) {
        assertTrue(sent.get() < hello.length, "it was cut before its hello was whole");
      }
    } finally {
      both.shutdown();
    }
  }

  /** Sends a byte now and then until the other side ends it; returns how many went out. */
  private static int dripped(OpenDoor door, byte[] bytes) throws IOException {
    try (var raw = new Raw(door)) {
      raw.socket.setSoTimeout(20);
      for (int sent = 0; sent < bytes.length; sent++) {
        try {
          raw.send(bytes[sent]);
          if (raw.in().read() < 0) {
            return sent;
          }
        } catch (SocketTimeoutException e) {
          // It still listens.
        } catch (IOException e) {
          return sent;
        }
      }
      return bytes.length;
    }
  }

  @Test
  void ofTooManyAtTheDoorTheOldestIsCut() throws IOException {
    var bounds =
        new Bounds(BOUNDS.request(), BOUNDS.memory(), 4, TimeUnit.MINUTES.toNanos(5), 100, 100);
    var door = new OpenDoor(HERE, bounds, OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    List<Raw> silent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      silent.add(new Raw(door));
      if (i >= 4) {
        silent.get(i - 4).awaitEnd();
      }
    }

    Desk desk = door.desk(anna);

    assertEquals(3, desk.ask(new byte[3]).length);
    silent.get(16).awaitEnd();
    for (Raw last : silent.subList(18, 20)) {
      last.socket.setSoTimeout(10);
      assertThrows(SocketTimeoutException.class, () -> last.in().read());
    }
    for (Raw each : silent) {
      each.close();
    }
    assertEquals(3, desk.ask(new byte[3]).length);
  }

  @Test
  void plainRmiFindsNothing() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);

    try (var raw = new Raw(door)) {
      assertFalse(raw.greet());
    }
    try (var http = new Raw(door)) {
      http.send("POST / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
      http.awaitEnd();
    }
    assertThrows(RemoteException.class, () -> LocateRegistry.getRegistry(door.door.port()).list());
  }

  @Test
  void withAKeyThereIsNoRegistryEither() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Visit visit = door.visit(door.keys.make("anna"), false);

    var registry =
        LocateRegistry.getRegistry("localhost", door.door.port(), (host, port) -> visit.dial(port));

    for (Callable<?> attempt :
        List.<Callable<?>>of(
            registry::list,
            () -> registry.lookup("broker"),
            () -> {
              registry.unbind("broker");
              return 0;
            })) {
      assertThrows(java.rmi.NoSuchObjectException.class, attempt::call);
    }
  }

  @Test
  void twoKeysInOneProgramStayApart() throws Exception {
    var door = new OpenDoor(OpenDoor.WHO);
    int threads = 12;
    Desk anna = door.desk(door.keys.make("anna"));
    Desk otto = door.desk(door.keys.make("otto"));
    var start = new CyclicBarrier(threads);
    ExecutorService all = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> done = new ArrayList<>();
    try {
      for (int thread = 0; thread < threads; thread++) {
        boolean even = thread % 2 == 0;
        done.add(
            all.submit(
                () -> {
                  start.await();
                  int right = 0;
                  for (int i = 0; i < 300; i++) {
                    // Each thread has both, and takes turns in no common order.
                    boolean first = (i % 3 == 0) == even;
                    String said = new String((first ? anna : otto).ask(new byte[i]), UTF_8);
                    right += said.equals(first ? "anna" : "otto") ? 1 : 0;
                  }
                  return right;
                }));
      }
      for (Future<Integer> right : done) {
        assertEquals(300, right.get());
      }
    } finally {
      all.shutdown();
    }
  }

  @Test
  void aConnectionThatClosesIsTold() throws Exception {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    try (var raw = new Raw(door)) {
      raw.prove(anna);
      assertTrue(raw.greet() && raw.ping());
    }

    Caller caller = door.closed.take();

    assertEquals(anna.peer(), caller.peer().orElseThrow());
    assertTrue(caller.isClosed());
  }
}

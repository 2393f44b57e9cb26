package freeworker.wire.door;

import static freeworker.wire.door.OpenDoor.BOUNDS;
import static freeworker.wire.door.OpenDoor.HERE;
import static freeworker.wire.door.OpenDoor.SEAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.URL;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.RemoteObject;
import java.rmi.server.RemoteRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request takes no more memory than it may, and holds nothing but bytes. */
@Timeout(60)
class DoorMeterTest {
  private static final int LIMIT = BOUNDS.request();

  private final OpenDoor door = new OpenDoor(OpenDoor.ECHO);
  private final Credential anna = door.keys.make("anna");

  DoorMeterTest() throws IOException {}

  @Test
  void theCallerIsToldBeforeItSendsTooMuch() throws IOException {
    for (boolean sealed : new boolean[] {false, true}) {
      Desk desk = door.visit(anna, sealed).ask(OpenDoor.DESK, Desk.class);

      IOException refusal =
          assertThrows(IOException.class, () -> askAnything(desk, "x".repeat(LIMIT)));

      String said = Said.inAll(refusal);
      assertTrue(said.contains("takes (limit request-bytes = 128K)"), said);
      assertEquals(64 << 10, desk.ask(new byte[64 << 10]).length, "what it carries fits");
    }
  }

  @Test
  void beforeAWorkerTheCallerIsToldTheLimitOfACall() throws IOException {
    var worker = new Visit("localhost", 0, anna, SEAL.fingerprint(), false);
    Desk desk = worker.stub(door.stub, Desk.class);

    IOException refusal =
        assertThrows(IOException.class, () -> askAnything(desk, "x".repeat(LIMIT)));

    String said = Said.inAll(refusal);
    assertTrue(said.contains("the worker at localhost takes (limit call-bytes = 64K)"), said);
    assertEquals(
        "(limit call-bytes = 65600K)",
        Limit.CALL_BYTES.at(Bounds.carrying(Limits.FRAME).request() - Bounds.ENVELOPE),
        "as `broker ps --limits` shows it");
  }

  @Test
  void argumentsThatAreTooDeepOrTooManyNameTheLimit() {
    var filter = new Arguments(LIMIT);

    assertEquals(ObjectInputFilter.Status.UNDECIDED, filter.checkInput(new Read(2, 16)));
    assertEquals(
        "arguments nested too deep (limit argument-depth = 2)", objection(filter, new Read(3, 1)));
    assertEquals(
        "arguments of too many objects (limit argument-objects = 16)",
        objection(filter, new Read(1, 17)));
  }

  private static String objection(ObjectInputFilter filter, Read read) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> filter.checkInput(read)).getMessage());
  }

  /** How far something has been read. */
  private record Read(long depth, long references) implements ObjectInputFilter.FilterInfo {
    @Override
    public @Nullable Class<?> serialClass() {
      return null;
    }

    @Override
    public long arrayLength() {
      return -1;
    }

    @Override
    public long streamBytes() {
      return 1;
    }
  }

  @Test
  void manyRequestsOnOneConnectionAreEachCountedAlone() throws IOException {
    Desk desk = door.desk(anna);
    for (int i = 0; i < 100; i++) {
      assertEquals(60_000, desk.ask(new byte[60_000]).length);
    }
    assertEquals(0, door.door.room().taken());
  }

  @Test
  void whoSendsTooMuchAllTheSameIsCut() throws Exception {
    try (var server =
        new Door(new InetSocketAddress(HERE, 0), door.keys, () -> SEAL, BOUNDS, caller -> {})
            .createServerSocket(0)) {
      var where = new InetSocketAddress(HERE, server.getLocalPort());
      ExecutorService other = Executors.newSingleThreadExecutor();
      try (var raw = new Raw(where)) {
        var caller = (Caller) server.accept();
        Future<Integer> calling =
            other.submit(
                () -> {
                  int limit = raw.prove(anna);
                  raw.send(new byte[limit + 1]);
                  return limit;
                });

        IOException refusal =
            assertThrows(IOException.class, () -> caller.getInputStream().readAllBytes());

        assertEquals(LIMIT, calling.get());
        assertEquals(
            "a request of more bytes than it may have (limit request-bytes = 128K)",
            Said.by(refusal));
        assertTrue(caller.isClosed());
      } finally {
        other.shutdown();
      }
    }
  }

  @Test
  void aTextInPlaceOfBytesIsMeteredToo() throws IOException {
    try (var raw = inside()) {
      byte[] call = Raw.call(door.stub, Raw.asking(), "x".repeat(LIMIT));
      assertTrue(call.length > LIMIT);
      try {
        raw.send(call);
      } catch (IOException e) {
        // It was cut while it still wrote.
      }
      raw.awaitEnd();
    }
    assertEquals(1, door.desk(anna).ask(new byte[1]).length);
  }

  @Test
  void nothingButBytesIsReadAsAnArgument() throws IOException {
    var nested = new HashSet<Object>();
    for (int i = 0; i < 50; i++) {
      nested = new HashSet<>(List.of(nested, "x"));
    }
    Object[] deep = {new Object[] {new Object[] {new byte[1]}}};
    Map<Object, Object> url = new HashMap<>(Map.of(new URL("http://192.0.2.1/"), 1));
    Collection<Object> wrong =
        List.of(
            new HashMap<>(Map.of("a", "b")),
            nested,
            url,
            deep,
            new byte[Freight.MOST + 2][1],
            new byte[1][1][1],
            new long[10],
            new int[10],
            7,
            Role.CLIENT,
            anna.peer().role(),
            new IllegalStateException("gadget"));
    for (Object argument : wrong) {
      try (var raw = inside()) {
        raw.send(Raw.call(door.stub, Raw.asking(), argument));

        assertTrue(raw.answer().contains("filter status: REJECTED"), argument.getClass() + "");
      }
    }
  }

  @Test
  void anArrayThatIsDeclaredAndNeverSentTakesNothing() throws IOException {
    for (int declared : new int[] {Integer.MAX_VALUE - 8, LIMIT + 1}) {
      try (var raw = inside()) {
        raw.send(Raw.declaring(door.stub, Raw.asking(), declared));
        assertTrue(raw.answer().contains("filter status: REJECTED"), "length " + declared);
      }
    }
    assertEquals(0, door.door.room().taken());
  }

  @Test
  void aMethodThatDoesNotExistIsRefused() throws IOException {
    for (long hash : new long[] {0, -1, Raw.asking() + 1}) {
      try (var raw = inside()) {
        raw.send(Raw.call(door.stub, hash, new byte[1]));
        assertTrue(raw.answer().contains("unrecognized method hash"), "hash " + hash);
      }
    }
  }

  /** What RMI sends when somebody does not mind what the method takes. */
  private interface Anything extends Remote {
    @SuppressWarnings("UnusedMethod") // found by its name
    Object ask(Object question) throws RemoteException;
  }

  private static void askAnything(Desk desk, Object question) throws IOException {
    try {
      RemoteRef there = ((RemoteObject) Proxy.getInvocationHandler(desk)).getRef();
      there.invoke(
          desk,
          Anything.class.getMethod("ask", Object.class),
          new Object[] {question},
          Raw.asking());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Raw inside() throws IOException {
    var raw = new Raw(door);
    raw.prove(anna);
    assertTrue(raw.greet());
    return raw;
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Grant;
import freeworker.wire.Pass;
import freeworker.wire.Standing;
import freeworker.wire.Welcome;
import freeworker.wire.Worker;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Raw;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.dgc.VMID;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.ObjID;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who looks for RMI finds a door, and behind it nothing to list, rebind or unbind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScannerTest {
  /**
   * The numbers and hashes that stubs of before 1.2 sent: of the registry, and of the collector.
   */
  private static final long REGISTRY = 4905912898345647071L;

  private static final long COLLECTOR = -669196253586618813L;
  private static final int ACTIVATOR_ID = 1;
  private static final int PATIENCE = 5_000;
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private BrokerRun broker;
  private Broker counter;
  private Grant grant;
  private Pass pass;
  private final List<Entrance> entrances = new ArrayList<>();

  /** A port of ours, what lets a client in there, and the stub of what is behind it. */
  private record Entrance(String name, int port, Credential key, byte[] stub) {
    Raw outside() throws Exception {
      return new Raw(new InetSocketAddress(HERE, port)).patience(PATIENCE);
    }

    Raw inside() throws Exception {
      Raw raw = outside();
      raw.prove(key);
      assertTrue(raw.greet(), name);
      return raw;
    }

    /** What is answered to a call. */
    String answer(byte[] call) throws Exception {
      try (Raw raw = inside()) {
        return raw.send(call).answer();
      }
    }
  }

  @BeforeAll
  void open(@TempDir Path folder) throws Exception {
    // Its session does not beat.
    broker = BrokerRun.start(folder, 1, "--silence", "120");
    Key key = KeyFile.read(broker.key());
    counter = Visit.by(broker.key(), "localhost", broker.port(), false).ask('B', Broker.class);
    long session =
        Welcome.decode(counter.enter(new Card(Card.PROTOCOL, "scanner").encode())).session();
    grant = Grant.decode(counter.findFreeWorker(session, 10_000_000_000L, 1, true));
    pass = Pass.decode(grant.pass());
    Standing.WorkerStanding worker = counter.standing().workers()[0];
    try (var asking = new Raw(new InetSocketAddress(HERE, broker.port()))) {
      byte[] stub = asking.ask(key.credential(), 'B');
      entrances.add(new Entrance("the broker", broker.port(), key.credential(), stub));
    }
    var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
    entrances.add(new Entrance("a worker", worker.port(), ticket, pass.stub()));
  }

  @AfterAll
  void close() {
    broker.close();
  }

  @Test
  void eachProcessHasItsOneDoorOnThisMachineAndNoOtherPort() throws Exception {
    assumeTrue(Sockets.told(), "this system does not tell who listens");
    assertEquals(Set.of("127.0.0.1:" + broker.port()), Sockets.listening(broker.program().pid()));
    broker.awaitProcesses(2);
    List<Long> workers = broker.workers();
    assertTrue(workers.size() >= 1);
    var ports = new HashSet<String>();
    for (long worker : workers) {
      Set<String> where = Sockets.listening(worker);
      assertEquals(1, where.size(), where::toString);
      ports.addAll(where);
    }
    assertEquals(workers.size(), ports.size(), ports::toString);
    assertTrue(ports.contains("127.0.0.1:" + entrances.get(1).port()), ports::toString);
    assertTrue(ports.stream().allMatch(where -> where.startsWith("127.0.0.1:")), ports::toString);
  }

  @Test
  void withoutAKeyNoPortSpeaksRmi() throws Exception {
    for (Entrance entrance : entrances) {
      // A stream, one operation, several connections in one: the three ways in which RMI begins.
      for (int way = 0x4B; way <= 0x4D; way++) {
        try (Raw raw = entrance.outside()) {
          raw.send((byte) 'J', (byte) 'R', (byte) 'M', (byte) 'I', (byte) 0, (byte) 2, (byte) way);
          assertEquals("", everything(raw), entrance.name());
        }
      }
      assertThrows(
          RemoteException.class,
          () -> LocateRegistry.getRegistry("localhost", entrance.port()).list());
    }
  }

  @Test
  void withAKeyThereIsNothingToListRebindOrUnbind() throws Exception {
    byte[] stub = entrances.get(0).stub();
    List<byte[]> calls = new ArrayList<>();
    for (int id : List.of(ObjID.REGISTRY_ID, ACTIVATOR_ID)) {
      byte[] object = Raw.wellKnown(id);
      calls.add(Raw.call(object, 0, REGISTRY, "broker", stub));
      calls.add(Raw.call(object, 1, REGISTRY));
      calls.add(Raw.call(object, 2, REGISTRY, "broker"));
      calls.add(Raw.call(object, 3, REGISTRY, "broker", stub));
      calls.add(Raw.call(object, 4, REGISTRY, "broker"));
      calls.add(Raw.call(object, -1, Raw.hash("list()[Ljava/lang/String;")));
      calls.add(
          Raw.call(object, -1, Raw.hash("lookup(Ljava/lang/String;)Ljava/rmi/Remote;"), "broker"));
      for (String method : List.of("bind", "rebind")) {
        long hash = Raw.hash(method + "(Ljava/lang/String;Ljava/rmi/Remote;)V");
        calls.add(Raw.call(object, -1, hash, "broker", stub));
      }
      calls.add(Raw.call(object, -1, Raw.hash("unbind(Ljava/lang/String;)V"), "broker"));
    }
    for (Entrance entrance : entrances) {
      for (byte[] call : calls) {
        String answer = entrance.answer(call);
        assertTrue(answer.contains("java.rmi.NoSuchObjectException"), entrance.name() + answer);
      }
    }
    assertEquals(1, counter.standing().workers().length, "it serves as before");
  }

  @Test
  void aGuessedMethodIsNone() throws Exception {
    for (Entrance entrance : entrances) {
      for (String method :
          List.of(
              "runCode(Ljava/lang/String;)Ljava/lang/Object;",
              "runCode(Ljava/lang/Object;)Ljava/lang/Object;",
              "runCode(Ljava/util/concurrent/Callable;)Ljava/lang/Object;",
              "execute(Ljava/lang/String;)Ljava/lang/String;",
              "list()[Ljava/lang/String;",
              "toString()Ljava/lang/String;",
              "getClass()Ljava/lang/Class;")) {
        String answer =
            entrance.answer(
                Raw.call(Raw.object(entrance.stub()), -1, Raw.hash(method), "touch /tmp/x"));
        assertTrue(answer.contains("unrecognized method hash"), entrance.name() + answer);
      }
    }
  }

  @Test
  void nothingButBytesIsReadWhateverObjectIsCalled() throws Exception {
    byte[] collector = Raw.wellKnown(ObjID.DGC_ID);
    Map<Object, Object> url = new HashMap<>(Map.of(new URL("http://192.0.2.1/"), 1));
    List<Object> gadgets =
        List.of(
            url,
            new BadAttributeValueExpException(null),
            new PriorityQueue<>(List.of(1)),
            new Object[][] {{"x"}});
    for (Entrance entrance : entrances) {
      boolean ofBroker = entrance.name().equals("the broker");
      long method = Raw.hash(ofBroker ? "enter([B)[B" : "attend(J[B[B)[B");
      for (Object gadget : gadgets) {
        byte[] object = Raw.object(entrance.stub());
        List<byte[]> calls =
            List.of(
                ofBroker
                    ? Raw.call(object, -1, method, gadget)
                    : Raw.call(object, -1, method, grant.lease(), gadget),
                Raw.call(collector, 1, COLLECTOR, gadget),
                Raw.call(collector, 1, COLLECTOR, new ObjID[0], 1L, gadget),
                Raw.call(collector, 0, COLLECTOR, new ObjID[0], 1L, gadget));
        for (byte[] call : calls) {
          String answer = entrance.answer(call);
          assertTrue(answer.contains("REJECTED"), entrance.name() + gadget.getClass() + answer);
        }
      }
    }
  }

  @Test
  void nobodyCanCollectWhatOthersUse() throws Exception {
    for (Entrance entrance : entrances) {
      ObjID[] all = {new ObjID(ObjID.DGC_ID)};
      for (boolean strong : new boolean[] {false, true}) {
        // As one who says that he was the last to hold it.
        String answer =
            entrance.answer(
                Raw.call(
                    Raw.wellKnown(ObjID.DGC_ID),
                    0,
                    COLLECTOR,
                    all,
                    Worker.NO_END,
                    new VMID(),
                    strong));
        assertFalse(answer.contains("Exception"), answer);
      }
    }
    assertEquals(1, counter.standing().workers().length);
  }

  @Test
  void aFrameOfAnotherTypeRunsNothing() throws Exception {
    Entrance worker = entrances.get(1);
    for (Object frame :
        List.of(
            "a text",
            new long[3],
            new Object[] {new byte[1]},
            new byte[0][],
            new byte[2][],
            new byte[12][1],
            new byte[1][1][1],
            new ArrayList<>(List.of(new byte[1])))) {
      byte[] call =
          Raw.call(
              Raw.object(worker.stub()),
              -1,
              Raw.hash("runCode(J[BZJLjava/lang/Object;)Ljava/lang/Object;"),
              grant.lease(),
              pass.proof(),
              true,
              Worker.NO_END,
              frame);

      String answer = worker.answer(call);
      assertTrue(answer.matches("(?s).*(REJECTED|no frame|is missing).*"), answer);
    }
  }

  @Test
  void aFailureBringsNoStackOfTheServer() throws Exception {
    byte[] wrong = {1, 2, 3};
    var ticket = new Credential(Role.CLIENT, pass.ticket(), pass.secret());
    Worker worker =
        new Visit("localhost", entrances.get(1).port(), ticket, new byte[32], false)
            .stub(pass.stub(), Worker.class);
    // RMI closes the connection of a call that failed; the session needs its own.
    Broker another =
        Visit.by(broker.key(), "localhost", broker.port(), false).ask('B', Broker.class);
    List<Exception> failures =
        List.of(
            assertThrows(Exception.class, () -> another.enter(wrong)),
            assertThrows(Exception.class, () -> another.findFreeWorker(1, 0, -1, true)),
            assertThrows(
                Exception.class,
                () -> worker.runCode(grant.lease(), wrong, true, Worker.NO_END, wrong)),
            assertThrows(
                Exception.class,
                () -> worker.runCode(grant.lease(), pass.proof(), true, Worker.NO_END, wrong)),
            assertThrows(Exception.class, () -> worker.attend(grant.lease(), pass.proof(), wrong)));
    for (Exception failure : failures) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        for (StackTraceElement frame : cause.getStackTrace()) {
          assertFalse(
              frame.getClassName().matches("freeworker\\.(broker|worker|ledger|crew)\\..*"),
              frame::toString);
        }
      }
    }
    for (Entrance entrance : entrances) {
      boolean ofBroker = entrance.name().equals("the broker");
      byte[] object = Raw.object(entrance.stub());
      for (byte[] call :
          List.of(
              ofBroker
                  ? Raw.call(object, -1, Raw.hash("enter([B)[B"), wrong)
                  : Raw.call(object, -1, Raw.hash("attend(J[B[B)[B"), grant.lease(), wrong, wrong),
              Raw.call(object, -1, 0L))) {
        String answer = entrance.answer(call);
        assertTrue(answer.contains("Exception"), answer);
        assertFalse(
            answer.contains(".java") || answer.contains("sun.rmi.server.UnicastServerRef"), answer);
      }
    }
  }

  /** All that is said until the other side closes. */
  private static String everything(Raw raw) throws Exception {
    try {
      return new String(raw.in().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (java.net.SocketException e) {
      return "";
    }
  }
}

package freeworker.tests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import freeworker.wire.Badge;
import freeworker.wire.Broker;
import freeworker.wire.Card;
import freeworker.wire.Crews;
import freeworker.wire.Report;
import freeworker.wire.Roster;
import freeworker.wire.Standing;
import freeworker.wire.Worker;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Role;
import freeworker.wire.door.Tickets;
import freeworker.wire.door.Visit;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a task finds that takes its own process apart, and what whoever gets that can do with it.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileTaskTest {
  private static final Duration WAIT = Duration.ofSeconds(60);

  private Path folder;
  private BrokerRun broker;
  private Engine mine;
  private Engine hers;
  private BorrowedWorker ours;
  private BorrowedWorker other;
  private long pid;
  private byte[] secret;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    broker = BrokerRun.start(folder, 2);
    try (Program key = Program.start(folder, "key", "add", "ana")) {
      assertEquals(0, key.awaitExit(), key.err()::toString);
    }
    mine = broker.engine();
    hers = Engine.open("rmi://" + broker.address() + "?key=" + keyFile("ana.key"));
    ours = mine.borrow(WAIT);
    other = hers.borrow(WAIT);
    assertEquals(0, ours.number());
    assertEquals(1, other.number());
    pid = ours.run(() -> ProcessHandle.current().pid());
    secret = ours.run(HostileTaskTest::secretOfThisProcess);
  }

  @AfterAll
  void stop() {
    mine.close();
    hers.close();
    broker.close();
  }

  private Path keyFile(String name) {
    return folder.resolve("home/keys").resolve(name);
  }

  // What runs on the worker

  /** Looks for the secret in everything that the threads of this process lead to. */
  private static byte[] secretOfThisProcess() throws ReflectiveOperationException {
    Deque<Object> open = new ArrayDeque<>(Thread.getAllStackTraces().keySet());
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    while (!open.isEmpty()) {
      Object one = open.remove();
      if (!seen.add(one)) {
        continue;
      }
      if (one instanceof Object[] all) {
        for (Object part : all) {
          if (part != null) {
            open.add(part);
          }
        }
      }
      for (Class<?> type = one.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!field.getType().isPrimitive() && opened(field)) {
            Object value = field.get(Modifier.isStatic(field.getModifiers()) ? null : one);
            if (type.getName().equals("freeworker.wire.door.Tickets")
                && value instanceof byte[] bytes) {
              return bytes;
            }
            if (value != null) {
              open.add(value);
            }
          }
        }
      }
    }
    throw new IllegalStateException("not found among " + seen.size() + " objects");
  }

  private static boolean opened(AccessibleObject field) {
    try {
      field.setAccessible(true);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Everything that the process can read of itself, a heap dump's name first. */
  private static List<String> everything() throws IOException, ReflectiveOperationException {
    List<String> found = new ArrayList<>();
    Path heap = Path.of("heap.hprof").toAbsolutePath();
    Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object diagnostics =
        ManagementFactory.getPlatformMXBean(
            type.asSubclass(java.lang.management.PlatformManagedObject.class));
    type.getMethod("dumpHeap", String.class, boolean.class)
        .invoke(diagnostics, heap.toString(), false);
    found.add(heap.toString());
    found.add("environment " + System.getenv());
    found.add("properties " + System.getProperties());
    found.add("threads " + Thread.getAllStackTraces());
    found.add("input " + new String(System.in.readAllBytes(), ISO_8859_1));
    File[] here = new File("").getAbsoluteFile().listFiles();
    found.add("folder " + List.of(here == null ? new File[0] : here));
    for (String file : List.of("cmdline", "environ", "maps", "net/tcp", "net/unix")) {
      Path path = Path.of("/proc/self").resolve(file);
      if (Files.isReadable(path)) {
        found.add(path + " " + new String(Files.readAllBytes(path), ISO_8859_1));
      }
    }
    try (var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path one : open) {
        found.add(one + " " + (Files.exists(one) ? one.toRealPath() : "gone"));
      }
    } catch (IOException e) {
      found.add("open files " + e);
    }
    return found;
  }

  // What comes of it

  @Test
  @Order(1)
  void itFindsNoByteOfAKeyAndNoSecretOfAnotherProcess() throws Exception {
    byte[] theirs = other.run(HostileTaskTest::secretOfThisProcess);
    assertNotEquals(HexFormat.of().formatHex(theirs), HexFormat.of().formatHex(secret));

    List<String> found = ours.run(HostileTaskTest::everything);

    String heap = Files.readString(Path.of(found.get(0)), ISO_8859_1);
    String all = heap + String.join("\n", found);
    assertTrue(heap.contains(new String(secret, ISO_8859_1)), "what is its own can be found");
    assertFalse(all.contains(new String(theirs, ISO_8859_1)), "the other process's secret");
    assertFalse(all.contains(HexFormat.of().formatHex(theirs)), "the other process's secret");
    for (String file : List.of("client.key", "worker.key", "ana.key", "broker")) {
      String text = Files.readString(keyFile(file));
      String key = text.replaceAll("(?s).*secret ([0-9a-f]{64}).*|.* (\\S+)\\s*", "$1$2");
      assertFalse(all.contains(key), file);
      byte[] raw =
          file.endsWith(".key") ? HexFormat.of().parseHex(key) : Base64.getDecoder().decode(key);
      assertFalse(all.contains(new String(raw, ISO_8859_1)), file + ", raw");
    }
    for (String one : found.subList(1, found.size())) {
      assertFalse(one.contains(folder.resolve("home").toString()), one);
      assertFalse(one.contains(HexFormat.of().formatHex(secret)), one);
    }
  }

  private Visit asProcess() {
    var self = new Credential(Role.PROCESS, "here-" + pid, secret);
    return new Visit("localhost", broker.port(), self, new byte[32], false);
  }

  private Standing.WorkerStanding worker(int number) throws IOException {
    return broker.standing().workers()[number];
  }

  @Test
  @Order(2)
  void itsSecretBorrowsNothingAndBringsNothing() throws Exception {
    assertThrows(
        Exception.class,
        () -> asProcess().ask('B', Broker.class).enter(new Card(Card.PROTOCOL, "me").encode()));
    assertThrows(
        Exception.class, () -> asProcess().ask('B', Broker.class).findFreeWorker(1, 0, 1, true));
    assertThrows(Exception.class, () -> asProcess().ask('B', Broker.class).freeWorker(1, 2));
    assertThrows(Exception.class, () -> asProcess().ask('B', Broker.class).standing());
    assertThrows(Exception.class, () -> asProcess().ask('C', Crews.class).nextOrder(1));
  }

  @Test
  @Order(3)
  void itsSecretEnrolsNobodyElse() throws Exception {
    Roster roster = asProcess().ask('R', Roster.class);
    for (int[] place : new int[][] {{0, 1}, {0, 2}, {0, 9}, {1, 1}, {1, 2}, {1, 9}, {2, 1}}) {
      var badge =
          new Badge(Card.PROTOCOL, place[0], place[1], 1, 1, new byte[0], new byte[0]).encode();

      var e = assertThrows(RemoteException.class, () -> Answers.to(() -> enrol(roster, badge)));

      assertTrue(e.toString().contains("Nobody started a worker for that place"), e::toString);
    }
    assertEquals(pid, worker(0).pid());
    assertEquals(9, other.run(() -> 3 * 3), "the other worker is on the roster as before");
    assertNotEquals(1, worker(1).pid());
  }

  private static boolean enrol(Roster roster, byte[] badge) throws RemoteException {
    roster.enrol(badge);
    return true;
  }

  @Test
  @Order(4)
  void itsReportsEndNobodyElsesLease() throws Exception {
    Roster roster = asProcess().ask('R', Roster.class);
    List<Report> lies = new ArrayList<>();
    for (Report.Kind kind : Report.Kind.values()) {
      for (long lease = 1; lease < 100; lease++) {
        if (lease != 1) {
          lies.add(new Report(kind, lease, 0, "lie", kind == Report.Kind.ENDED ? 1 : 0, 0));
        }
      }
    }

    Answers.to(
        () -> {
          roster.report(Report.encode(lies));
          return true;
        });

    assertEquals("busy", worker(1).state());
    assertTrue(worker(1).done() <= 2, "the holder ran two tasks");
    assertEquals(9, other.run(() -> 3 * 3));
    assertThrows(freeworker.NoFreeWorker.class, () -> mine.borrow(Duration.ofMillis(1)));
  }

  @Test
  @Order(5)
  void itsTicketsOpenNoOtherWorker() throws Exception {
    var ticket = new Tickets(secret, System::nanoTime).ticket("ana", 1);
    Standing.WorkerStanding ours = worker(0);
    Standing.WorkerStanding theirs = worker(1);

    Exception own = assertThrows(Exception.class, () -> visit(ours, ticket));
    Exception others = assertThrows(Exception.class, () -> visit(theirs, ticket));

    assertTrue(own.getMessage().contains("let us in"), own::toString);
    assertTrue(others.getMessage().contains("secret"), others::toString);
  }

  private static void visit(Standing.WorkerStanding worker, Credential ticket) throws IOException {
    new Visit("localhost", worker.port(), ticket, new byte[32], false).ask('X', Worker.class);
  }

  @Test
  @Order(6)
  void itTakesNoOrdersOfOthers() throws Exception {
    Roster roster = asProcess().ask('R', Roster.class);
    var thief = new Thread(() -> take(roster), "thief");
    thief.setDaemon(true);
    thief.start();
    other.close();
    Task<Long> self = () -> ProcessHandle.current().pid();
    long held = hers.run(self);

    try (Engine another = Engine.open("rmi://" + broker.address() + "?key=" + keyFile("ana.key"))) {
      assertEquals(held, another.run(self), "its worker was told of the recall");
    }
    assertTrue(thief.isAlive(), "and nobody else");
  }

  private static void take(Roster roster) {
    try {
      Answers.to(roster::nextOrder);
    } catch (RemoteException e) {
      // The end of the broker ends it.
    }
  }

  @Test
  @Order(7)
  void itsSecretDiesWithIt() throws Exception {
    Roster before = asProcess().ask('R', Roster.class);
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertTrue(process.destroyForcibly());
    process.onExit().get(WAIT.toSeconds(), TimeUnit.SECONDS);
    broker.program().awaitLine("died: pid " + pid + " ");

    var refused = assertThrows(IOException.class, () -> asProcess().ask('R', Roster.class));
    assertThrows(RemoteException.class, () -> before.report(new byte[0]));

    assertTrue(refused.getMessage().contains("no such key here"), refused::toString);
    assertTrue(US_ASCII.newEncoder().canEncode(refused.getMessage()));
  }
}

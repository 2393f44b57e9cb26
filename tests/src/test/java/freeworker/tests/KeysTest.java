package freeworker.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.Task;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  /** How long after its revocation a key may still have open connections. */
  private static final Duration REVOKED = Duration.ofSeconds(2);

  @TempDir private Path folder;

  private List<String> key(String... words) throws Exception {
    try (Program key = Program.start(folder, "key", words)) {
      assertEquals(0, key.awaitExit(), key.err()::toString);
      return key.out();
    }
  }

  /** A client elsewhere: with another home, in which no key is. */
  private Program stranger(BrokerRun broker, Path key, String... words) throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    var all = new java.util.ArrayList<>(List.of("--broker", broker.address()));
    if (key != null) {
      all.addAll(List.of("--key", key.toString()));
    }
    all.addAll(List.of(words));
    return Program.start(elsewhere, "challenge", all.toArray(String[]::new));
  }

  @Test
  void whoHasNoKeyIsNotServedAndIsToldWhatToDo() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Program stranger = stranger(broker, null, "--patience", "0.1")) {
      assertEquals(69, stranger.awaitExit());
      assertTrue(stranger.err().get(0).contains("no key at "), stranger.err()::toString);
      assertTrue(
          String.join("", stranger.err()).contains("key add NAME"), stranger.err()::toString);
    }
  }

  @Test
  void aKeyLetsSomebodyInUntilItIsRevokedAlsoInTheMiddleOfATask() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      Path ana = Path.of(key("add", "ana").get(0));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(ana)));
      assertEquals(List.of("client  ana", "client  client", "worker  worker"), key("list"));
      Path copy = folder.resolve("copy.key");
      Files.copy(ana, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      try (Program first = stranger(broker, copy, "0.1")) {
        assertEquals(0, first.awaitExit(), first.err()::toString);
      }
      String address = "rmi://" + broker.address() + "?key=" + copy;
      try (Engine engine = Engine.open(address);
          var meeting = new Meeting()) {
        CompletableFuture<Long> answer = engine.submit(meeting.task());
        meeting.await();

        key("revoke", "ana");

        var e =
            assertThrows(
                ExecutionException.class,
                () -> answer.get(REVOKED.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(e.getCause() instanceof FreeworkerException, e::toString);
      }
      broker.program().awaitLine("worker 0 died");
      try (Program third = stranger(broker, copy)) {
        assertEquals(69, third.awaitExit());
        assertTrue(
            third.err().get(0).contains("no such key here: client ana"), third.err()::toString);
      }
      try (Program mine = Program.start(folder, "challenge", "0.1", "--broker", broker.address())) {
        assertEquals(0, mine.awaitExit(), mine.err()::toString);
      }
    }
  }

  @Test
  void aBrokerThatStartsWithASecondClientKeySaysThatTasksCanReadKeyFiles() throws Exception {
    key("list");
    try (BrokerRun broker = BrokerRun.start(folder, 0)) {
      assertEquals(List.of(), broker.said("key files"), "one client key alone");
    }
    key("add", "ana");
    try (BrokerRun broker = BrokerRun.start(folder, 0)) {
      String user = System.getProperty("user.name");
      String words = "2 client keys: a task of any of them can read the key files of " + user;
      assertEquals(1, broker.said(words).size(), broker.program().err()::toString);
    }
  }

  @Test
  void noProcessServesTwoKeysAndNoneKnowsAny() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1)) {
      Path ana = Path.of(key("add", "ana").get(0));
      Task<Long> pid = () -> ProcessHandle.current().pid();
      try (Engine mine = broker.engine();
          Engine hers = Engine.open("rmi://" + broker.address() + "?key=" + ana)) {
        long first = mine.run(pid);
        assertEquals(first, mine.run(pid));
        long second = hers.run(pid);
        assertNotEquals(first, second);
        assertEquals(second, hers.run(pid));
        assertNotEquals(second, mine.run(pid));

        hers.run(pid);
        broker.awaitProcesses(2);
        for (long worker : broker.workers()) {
          byte[] heap = heap(worker);
          for (String file : List.of("client.key", "worker.key", "ana.key", "broker")) {
            String text = Files.readString(folder.resolve("home/keys").resolve(file));
            String secret = text.replaceAll("(?s).*secret ([0-9a-f]{64}).*|.* (\\S+)\\s*", "$1$2");
            assertEquals(-1, find(heap, secret.getBytes(US_ASCII)), file);
            byte[] raw =
                file.endsWith(".key")
                    ? HexFormat.of().parseHex(secret)
                    : Base64.getDecoder().decode(secret);
            assertEquals(-1, find(heap, raw), file + ", raw");
          }
        }
      }
      assertTrue(broker.program().err().stream().noneMatch(line -> line.contains("died")));
    }
  }

  private byte[] heap(long pid) throws Exception {
    Path file = folder.resolve("heap-" + pid);
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try (Program dump =
        Program.run(
            folder, List.of(jcmd, String.valueOf(pid), "GC.heap_dump", "-all", file.toString()))) {
      assertEquals(0, dump.awaitExit(), dump.err()::toString);
    }
    byte[] heap = Files.readAllBytes(file);
    assertTrue(find(heap, "freeworker/worker/WorkerMain".getBytes(US_ASCII)) >= 0);
    return heap;
  }

  private static int find(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (all[i] == part[0] && Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void beyondThisMachineEverythingIsInsideTls() throws Exception {
    String address = beyondLoopback();
    try (Program broker =
        Program.start(folder, "broker", "1", "--port", "0", "--listen", address)) {
      String port = broker.awaitLine("ready on " + address + ":(\\d+)").group(1);
      Path key = folder.resolve("home/keys/client.key");
      try (Engine engine = Engine.open("rmi://" + address + ":" + port + "?key=" + key)) {
        assertEquals(9, engine.run(() -> 3 * 3));
      }
      Path wrong = folder.resolve("wrong.key");
      Key right = KeyFile.read(key);
      KeyFile.write(
          wrong, new Key(right.broker(), right.peer(), right.secret(), new byte[32]).text());
      var e =
          assertThrows(
              FreeworkerException.class,
              () -> Engine.open("rmi://" + address + ":" + port + "?patience=0.1s&key=" + wrong));
      assertTrue(e.getMessage().contains("certificate"), e::toString);
    }
  }

  @Test
  void throughATunnelTlsTakesTheAddressesPlace() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 1);
        Engine engine = Engine.open(broker.engineAddress() + "&tls=true")) {
      assertEquals(9, engine.run(() -> 3 * 3));
    }
  }

  /** An address of this machine by which it is not known to be this machine. */
  private static String beyondLoopback() throws Exception {
    Optional<InetAddress> address =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(one -> one instanceof Inet4Address && !one.isLoopbackAddress())
            .findFirst();
    assumeTrue(address.isPresent(), "this machine has no address but loopback");
    return address.orElseThrow().getHostAddress();
  }

  @Test
  void aKeyThatOthersCanReadOrThatIsCutOffIsNotUsed() throws Exception {
    key("list");
    Path own = folder.resolve("home/keys/client.key");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));
    try (Program broker = Program.start(folder, "broker", "1", "--port", "0")) {
      assertEquals(65, broker.awaitExit());
      assertTrue(
          String.join("", broker.err()).contains("chmod 600 " + own), broker.err()::toString);
    }
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(own, Files.readString(own).substring(0, 100));
    try (Program broker = Program.start(folder, "broker", "1", "--port", "0")) {
      assertEquals(65, broker.awaitExit());
      assertTrue(broker.err().get(0).contains("is no whole key"), broker.err()::toString);
    }
  }

  @Test
  void namesThatCannotBeAreRefused() throws Exception {
    for (List<String> words :
        List.of(
            List.of("add", "../ana"),
            List.of("add", "ana", "--role", "keeper"),
            List.of("add"),
            List.<String>of())) {
      try (Program key = Program.start(folder, "key", words.toArray(String[]::new))) {
        assertEquals(2, key.awaitExit(), words::toString);
      }
    }
    try (Program key = Program.start(folder, "key", "revoke", "nobody")) {
      assertEquals(66, key.awaitExit());
    }
    try (Program key = Program.start(folder, "key", "add", "client")) {
      assertEquals(69, key.awaitExit());
    }
  }
}

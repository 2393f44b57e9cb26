package freeworker.wire.door;

import static freeworker.wire.door.OpenDoor.DESK;
import static freeworker.wire.door.OpenDoor.SEAL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inside TLS everything is as outside, and beyond the machine there is no outside. */
@Timeout(60)
class DoorTlsTest {
  private static final byte[] PIN = SEAL.fingerprint();

  private final OpenDoor door = new OpenDoor(OpenDoor.WHO);
  private final Credential anna = door.keys.make("anna");

  DoorTlsTest() throws IOException {}

  @Test
  void manyThreadsCallInsideTls() throws Exception {
    Desk desk = door.visit(anna, true).ask(DESK, Desk.class);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        all.add(
            threads.submit(
                () -> {
                  int right = 0;
                  for (int i = 0; i < 100; i++) {
                    right += new String(desk.ask(new byte[i * 500]), UTF_8).equals("anna") ? 1 : 0;
                  }
                  return right;
                }));
      }
      for (Future<Integer> right : all) {
        assertEquals(100, right.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anIdleConnectionAnswersPingsInsideTls() throws IOException {
    try (var raw = new Raw(door)) {
      raw.seal(PIN).prove(anna);

      assertTrue(raw.greet());
      for (int i = 0; i < 100; i++) {
        assertTrue(raw.ping());
      }
    }
  }

  @Test
  void anotherCertificateIsRefusedBeforeAnythingIsSaid() {
    byte[] other = Seal.make(new SecureRandom()).fingerprint();
    Visit visit = door.visit(anna, true, other, door.door.port());

    IOException refusal = assertThrows(IOException.class, () -> visit.ask(DESK, Desk.class));

    Throwable cause = refusal;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertInstanceOf(CertificateException.class, cause, Said.inAll(refusal));
    assertTrue(Said.by(refusal).contains("not the one that the key names"), refusal.toString());
  }

  @Test
  void theRightCertificateDoesNotReplaceTheSecret() {
    var wrong = new Credential(anna.peer(), new byte[32]);

    Refused refusal =
        assertThrows(Refused.class, () -> door.visit(wrong, true).ask(DESK, Desk.class));

    assertTrue(Said.by(refusal).contains("does not hold the secret of client anna"));
  }

  @Test
  void aProofForOutsideIsNoneInside() throws IOException {
    try (var raw = new Raw(door)) {
      raw.seal(PIN);
      byte[] number = new byte[Proof.NUMBER];
      var hello = new Proof.Hello((byte) 0, anna.peer(), "", number);

      assertThrows(
          Refused.class,
          () -> Proof.call(raw.in(), raw.out(), hello, anna.secret(), Proof.NO_CERTIFICATE));
    }
  }

  @Test
  void olderTlsIsRefused() throws IOException {
    for (String version : List.of("TLSv1.2", "TLSv1.1")) {
      try (var socket = new Socket(OpenDoor.HERE, door.door.port())) {
        SSLSocket tls = Seal.call(Seal.pinned(PIN), socket, "door", door.door.port());
        tls.setEnabledProtocols(new String[] {version});

        SSLException refusal = assertThrows(SSLException.class, tls::startHandshake);

        assertFalse(tls.getSession().isValid(), refusal.toString());
      }
    }
  }

  @Test
  void beyondTheMachineItIsTlsOrNothing() throws IOException {
    Optional<InetAddress> far = far();
    if (far.isEmpty()) {
      // This machine has no address but loopback; the terms alone are tried, below.
      return;
    }
    var away = new OpenDoor(far.get(), OpenDoor.BOUNDS, OpenDoor.WHO);
    Credential otto = away.keys.make("otto");
    String plainly = far.get().getHostAddress() + ":" + away.door.port();

    assertEquals("otto", new String(away.desk(otto).ask(new byte[0]), UTF_8));
    try (var raw = new Raw(away)) {
      Refused refusal = assertThrows(Refused.class, () -> raw.prove(otto, plainly));
      assertEquals("beyond this machine the door opens inside TLS only", Said.by(refusal));
    }
  }

  @Test
  void theTermsBeyondTheMachineAreTls() throws IOException {
    InetAddress away = InetAddress.getByName("192.0.2.1");
    var hello = new Proof.Hello((byte) 0, anna.peer(), "192.0.2.1:7", new byte[32]);

    assertEquals(
        Optional.of("beyond this machine the door opens inside TLS only"),
        new DoorTerms(door.door, away, 7, false).objection(hello).map(Said::by));
    assertEquals(Optional.empty(), new DoorTerms(door.door, away, 7, true).objection(hello));
  }

  @Test
  void loopbackHasOneNameHoweverItIsDialled() throws IOException {
    for (String name : List.of("127.0.0.1", "127.0.0.2", "::1", "localhost")) {
      assertEquals("localhost:7", DoorTerms.address(InetAddress.getByName(name), 7));
    }
    assertEquals("192.0.2.1:7", DoorTerms.address(InetAddress.getByName("192.0.2.1"), 7));
  }

  @Test
  void aRunningCallSeesThatItsCallerIsGone() throws Exception {
    for (boolean sealed : new boolean[] {false, true}) {
      try (var server =
          new Door(door.where(), door.keys, () -> SEAL, OpenDoor.BOUNDS, caller -> {})
              .createServerSocket(0)) {
        var where = new InetSocketAddress(OpenDoor.HERE, server.getLocalPort());
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (var raw = new Raw(where)) {
          var caller = (Caller) server.accept();
          Future<Integer> calling =
              other.submit(
                  () -> {
                    (sealed ? raw.seal(PIN) : raw).prove(anna);
                    raw.send((byte) 1, (byte) 2);
                    return raw.in().read();
                  });
          assertEquals(1, caller.getInputStream().read());

          for (int i = 0; i < 10; i++) {
            assertFalse(caller.gone(), "it is there and has said one thing more");
          }
          assertEquals(2, caller.getInputStream().read(), "which is not lost");
          assertFalse(caller.gone());
          caller.getOutputStream().write(3);
          assertEquals(3, calling.get());
          assertFalse(caller.gone());
          raw.socket.close();
          while (!caller.gone()) {
            Thread.onSpinWait();
          }
        } finally {
          other.shutdown();
        }
      }
    }
  }

  @Test
  void aDoorThatDripsItsTlsIsLeftInTime() throws Exception {
    try (var server = new ServerSocket(0, 1, OpenDoor.HERE)) {
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        Future<Integer> dripped = other.submit(() -> drip(server));
        Visit visit = door.visit(anna, true, PIN, server.getLocalPort());

        assertThrows(IOException.class, () -> visit.ask(DESK, Desk.class));

        assertTrue(dripped.get() < 5_000, "bytes came until the end: " + dripped.get());
      } finally {
        other.shutdown();
      }
    }
  }

  /** Sends a byte of a long record now and then, until the other side has enough of it. */
  private static int drip(ServerSocket server) throws IOException {
    byte[] record = new byte[5 + 16_000];
    System.arraycopy(new byte[] {0x16, 3, 3, 0x3E, (byte) 0x80, 2, 0, 0x3E, 0x7C}, 0, record, 0, 9);
    try (Socket caller = server.accept()) {
      caller.setSoTimeout(20);
      for (int sent = 0; sent < record.length; sent++) {
        try {
          caller.getOutputStream().write(record[sent]);
          if (caller.getInputStream().read() < 0) {
            return sent;
          }
        } catch (SocketTimeoutException e) {
          // It waits still.
        } catch (IOException e) {
          return sent;
        }
      }
      return record.length;
    }
  }

  /** An address of this machine that is not loopback. */
  private static Optional<InetAddress> far() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst();
  }
}

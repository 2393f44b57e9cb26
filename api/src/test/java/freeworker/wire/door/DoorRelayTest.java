package freeworker.wire.door;

import static freeworker.wire.door.OpenDoor.DESK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody between a caller and a door gets nothing out of it. */
@Timeout(60)
class DoorRelayTest {
  @Test
  void aRelayFromAnotherPortIsRefusedAndBothPortsAreNamed() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    try (var relay = new Relay(door.where())) {
      Visit visit = door.visit(anna, false, OpenDoor.SEAL.fingerprint(), relay.port());

      Refused refusal = assertThrows(Refused.class, () -> visit.ask(DESK, Desk.class));

      String said = Said.by(refusal);
      assertTrue(said.contains("the caller dialled localhost:" + relay.port()), said);
      assertTrue(said.contains("but this is localhost:" + door.door.port()), said);
      assertTrue(said.contains("--tls"), said);
    }
  }

  @Test
  void aRelayOfTlsLearnsNothing() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    try (var relay = new Relay(door.where())) {
      Visit visit = door.visit(anna, true, OpenDoor.SEAL.fingerprint(), relay.port());

      Desk desk = visit.ask(DESK, Desk.class);

      assertEquals(5, desk.ask(new byte[5]).length);
      String seen = relay.seen();
      assertTrue(seen.length() > 100, "something went through");
      assertFalse(seen.contains("FREW"), "and nobody could read it");
      assertFalse(seen.contains("anna"));
    }
  }

  @Test
  void callsWentPastTheTunnelThatTheUserDialled() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    try (var tunnel = new Relay(door.where())) {
      Visit visit = door.visit(anna, true, OpenDoor.SEAL.fingerprint(), tunnel.port());
      Desk desk = visit.ask(DESK, Desk.class);
      int before = tunnel.seen().length();

      assertEquals(5_000, desk.ask(new byte[5_000]).length);

      int through = tunnel.seen().length() - before;
      assertTrue(through > 10_000, "there and back, inside TLS, but only " + through);
    }
  }

  @Test
  void aDoorWithTheSameKeysAtAnotherPortIsAnotherDoor() throws IOException {
    var door = new OpenDoor(OpenDoor.ECHO);
    Credential anna = door.keys.make("anna");
    try (var raw = new Raw(door)) {
      assertThrows(Refused.class, () -> raw.prove(anna, "localhost:1"));
    }
    try (var raw = new Raw(door)) {
      assertThrows(Refused.class, () -> raw.prove(anna, ""));
    }
  }

  /** Passes on what goes to a door and back, and keeps it. */
  private static final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, OpenDoor.HERE);
    private final InetSocketAddress there;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    Relay(InetSocketAddress there) throws IOException {
      this.there = there;
      begin("relay", this::serve);
    }

    int port() {
      return server.getLocalPort();
    }

    synchronized String seen() {
      return seen.toString(ISO_8859_1);
    }

    private synchronized void see(byte[] bytes, int count) {
      seen.write(bytes, 0, count);
    }

    private void serve() throws IOException {
      while (true) {
        Socket caller = server.accept();
        var door = new Socket(there.getAddress(), there.getPort());
        begin("to the door", () -> pass(caller.getInputStream(), door.getOutputStream()));
        begin("from the door", () -> pass(door.getInputStream(), caller.getOutputStream()));
      }
    }

    private void pass(InputStream in, OutputStream out) throws IOException {
      try (in;
          out) {
        byte[] bytes = new byte[4096];
        for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
          see(bytes, count);
          out.write(bytes, 0, count);
        }
      }
    }

    private interface Work {
      void run() throws IOException;
    }

    private static void begin(String name, Work work) {
      var thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // One of its ends was closed.
                }
              },
              name);
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}

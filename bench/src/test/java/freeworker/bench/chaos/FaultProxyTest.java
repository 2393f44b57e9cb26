package freeworker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.bench.chaos.FaultProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private static final int LIMIT_MILLIS = 20_000;
  private static final int SILENCE_MILLIS = 100;

  private ServerSocket server;
  private FaultProxy proxy;

  /** A client and what the server has of its connection. */
  private record Line(Socket client, Socket server) implements AutoCloseable {
    void carries(int toServer, int toClient) throws IOException {
      client.getOutputStream().write(toServer);
      assertEquals(toServer, server.getInputStream().read());
      server.getOutputStream().write(toClient);
      assertEquals(toClient, client.getInputStream().read());
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(LIMIT_MILLIS);
    proxy = new FaultProxy(server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  private Socket dial() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(LIMIT_MILLIS);
    return client;
  }

  private Line line() throws IOException {
    Socket client = dial();
    Socket accepted = server.accept();
    accepted.setSoTimeout(LIMIT_MILLIS);
    return new Line(client, accepted);
  }

  private static void hearsNothing(Socket socket) throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout(LIMIT_MILLIS);
  }

  @Test
  void carriesBytesBothWaysAndTheEnd() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);

      line.client().shutdownOutput();
      assertEquals(-1, line.server().getInputStream().read());
      line.server().getOutputStream().write(3);
      assertEquals(3, line.client().getInputStream().read(), "the other way is still open");
      line.server().close();
      assertEquals(-1, line.client().getInputStream().read());
    }
  }

  @Test
  void aCutClosesWhatIsThereAndWhatComesUntilItIsHealed() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);

      proxy.cut();

      assertEquals(-1, line.client().getInputStream().read());
      assertEquals(-1, line.server().getInputStream().read());
      try (Socket refused = dial()) {
        assertEquals(-1, refused.getInputStream().read());
      }
      proxy.heal();
      try (Line next = line()) {
        next.carries(3, 4);
      }
    }
  }

  @Test
  void aResetIsSeenAsOneAndTheNextConnectionIsCarried() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);

      proxy.reset();

      assertThrows(SocketException.class, () -> line.client().getInputStream().read());
      assertThrows(SocketException.class, () -> line.server().getInputStream().read());
      try (Line next = line()) {
        next.carries(3, 4);
      }
    }
  }

  @Test
  void aOneWayCutHoldsOneDirectionAndLosesNothing() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);

      proxy.hold(EnumSet.of(Direction.TO_CLIENT));

      line.client().getOutputStream().write(3);
      assertEquals(3, line.server().getInputStream().read());
      line.server().getOutputStream().write(4);
      hearsNothing(line.client());
      proxy.heal();
      assertEquals(4, line.client().getInputStream().read());
    }
  }

  @Test
  void aHalfOpenConnectionStaysAndHearsNothing() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);

      proxy.hold(EnumSet.allOf(Direction.class));

      line.client().getOutputStream().write(3);
      line.server().getOutputStream().write(4);
      hearsNothing(line.client());
      hearsNothing(line.server());
      assertEquals(1, proxy.links());
      proxy.heal();
      assertEquals(3, line.server().getInputStream().read());
      assertEquals(4, line.client().getInputStream().read());
    }
  }

  @Test
  void aHeldConnectionCanBeCut() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);
      proxy.hold(EnumSet.allOf(Direction.class));
      line.client().getOutputStream().write(3);

      proxy.cut();

      assertEquals(-1, line.server().getInputStream().read());
      assertEquals(0, proxy.links());
    }
  }

  @Test
  void aDelayedByteComesLater() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);
      var delay = Duration.ofMillis(150);
      proxy.delay(delay);

      long sent = System.nanoTime();
      line.client().getOutputStream().write(3);
      assertEquals(3, line.server().getInputStream().read());

      assertTrue(System.nanoTime() - sent >= delay.toNanos(), "not before its time");
    }
  }

  @Test
  void aTrickleCarriesEachByteLaterThanTheOneBefore() throws IOException {
    try (Line line = line()) {
      line.carries(1, 2);
      var pause = Duration.ofMillis(40);
      proxy.trickle(pause);

      long sent = System.nanoTime();
      line.client().getOutputStream().write(new byte[] {3, 4, 5});
      assertEquals(3, line.server().getInputStream().read());
      assertEquals(4, line.server().getInputStream().read());
      assertEquals(5, line.server().getInputStream().read());

      assertTrue(System.nanoTime() - sent >= 3 * pause.toNanos());
    }
  }

  @Test
  void aTornPieceArrivesInPartBeforeTheReset() throws IOException {
    try (Line line = line();
        Line other = line()) {
      line.carries(1, 2);
      proxy.tear(2);

      line.client().getOutputStream().write(new byte[] {3, 4, 5});

      assertThrows(SocketException.class, () -> line.server().getInputStream().readAllBytes());
      assertThrows(SocketException.class, () -> line.client().getInputStream().read());
      other.carries(6, 7);
    }
  }

  @Test
  void nobodyAtTheTargetIsAClosedConnection() throws IOException {
    server.close();

    try (Socket client = dial()) {
      assertEquals(-1, client.getInputStream().read());
    }
  }
}

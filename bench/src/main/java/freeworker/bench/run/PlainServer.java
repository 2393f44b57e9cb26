package freeworker.bench.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.rmi.AlreadyBoundException;
import java.rmi.Remote;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of plain RMI on loopback: a registry and one object. */
public final class PlainServer {
  private PlainServer() {}

  /**
   * Serves an object by a name.
   *
   * @param port where, or 0 for any
   * @return the port
   */
  public static int open(String name, Remote served, int port)
      throws IOException, AlreadyBoundException {
    var opened = new AtomicInteger();
    Registry registry = LocateRegistry.createRegistry(port, null, wanted -> at(wanted, opened));
    registry.bind(name, UnicastRemoteObject.exportObject(served, 0));
    return opened.get();
  }

  private static ServerSocket at(int wanted, AtomicInteger opened) throws IOException {
    var server = new ServerSocket(wanted, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    opened.set(server.getLocalPort());
    return server;
  }

  /** Says a port, and goes on until its input ends. */
  public static void serve(int port, InputStream in, OutputStream out) throws IOException {
    new PrintStream(out, true, StandardCharsets.US_ASCII).println(port);
    while (in.read() >= 0) {
      // There are no orders but the end.
    }
  }
}

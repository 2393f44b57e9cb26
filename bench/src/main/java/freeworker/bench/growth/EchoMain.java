package freeworker.bench.growth;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.concurrent.atomic.AtomicInteger;

/** The floor of payloads: a server of plain RMI, which ends with its standard input. */
public final class EchoMain {
  static final String NAME = "echo";

  private EchoMain() {}

  /** Serves, and says its port. */
  public static void main(String[] args) throws Exception {
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    var port = new AtomicInteger();
    Registry registry = LocateRegistry.createRegistry(0, null, wanted -> opened(wanted, port));
    registry.bind(NAME, UnicastRemoteObject.exportObject(new Echo(), 0));
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    out.println(port.get());
    while (System.in.read() >= 0) {
      // There are no orders but the end.
    }
    System.exit(0);
  }

  private static ServerSocket opened(int wanted, AtomicInteger port) throws IOException {
    var server = new ServerSocket(wanted, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    port.set(server.getLocalPort());
    return server;
  }

  private static final class Echo implements PlainEcho {
    @Override
    public int take(byte[] bytes) {
      return bytes.length;
    }

    @Override
    public byte[] give(int count) {
      return new byte[count];
    }
  }
}

package freeworker.wire.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The one port of a process: exports its remote objects, hands their stubs to whoever asks, and
 * tells when a caller's connection closes. There is no RMI registry.
 */
public final class Door implements RMIServerSocketFactory {
  private static final int BACKLOG = 1024;

  private final Map<Character, byte[]> stubs = new ConcurrentHashMap<>();
  private final Consumer<Caller> closed;
  private final Way way = new Way();
  // RMI itself does not keep an object alive that nobody refers to from afar.
  private final List<Remote> exported = new CopyOnWriteArrayList<>();
  private final String filter;
  private int port;

  /**
   * A door on a port of this machine, 0 for any free one.
   *
   * @param argumentLimit how many bytes an argument may have
   * @param closed told of each connection that closed
   */
  public Door(int port, int argumentLimit, Consumer<Caller> closed) {
    this.port = port;
    this.closed = closed;
    int limit = argumentLimit + 1024;
    this.filter = "maxdepth=2;maxrefs=8;maxarray=" + limit + ";maxbytes=" + limit + ";!*";
  }

  /**
   * Exports an object behind this door.
   *
   * @return its stub, serialized
   */
  public byte[] export(Remote object) throws RemoteException {
    Remote stub =
        UnicastRemoteObject.exportObject(
            object, port, way, this, java.io.ObjectInputFilter.Config.createFilter(filter));
    exported.add(object);
    return Stubs.write(stub);
  }

  /** Exports an object and hands its stub to every caller who asks for it by this letter. */
  public void lobby(char letter, Remote object) throws RemoteException {
    stubs.put(letter, export(object));
  }

  /** The port on which it listens. */
  public int port() {
    return port;
  }

  @Override
  public ServerSocket createServerSocket(int wanted) throws IOException {
    ServerSocket server =
        new ServerSocket() {
          @Override
          public Socket accept() throws IOException {
            Caller caller = new Caller(stubs, closed);
            implAccept(caller);
            return caller;
          }
        };
    server.setReuseAddress(true);
    server.bind(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wanted),
        BACKLOG);
    port = server.getLocalPort();
    return server;
  }
}

package freeworker.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/*
 * One thread, "echo", serves one connection after the other until the server is closed.
 */
/** Sends back whatever comes over a bare connection on loopback: the least that a call can cost. */
final class Echo implements AutoCloseable {
  private static final int MOST = 1024;

  private final ServerSocket server;

  Echo() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    var thread = new Thread(this::serve, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setTcpNoDelay(true);
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        byte[] bytes = new byte[MOST];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
          out.write(bytes, 0, read);
        }
      } catch (IOException e) {
        // The server was closed, or this client is gone; the next one is served all the same.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package freeworker.bench.gearman;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A connection to a job server on this machine, used by one thread at a time. */
final class Connection {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int BUFFER = 1 << 16;

  /** The one kind of job that is known here. */
  static final String SQUARE = "square";

  private final DataInputStream in;
  private final DataOutputStream out;

  private Connection(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  /** Connects as soon as the job server listens, which may have been started just now. */
  static Connection open(int port) throws IOException {
    long began = System.nanoTime();
    while (true) {
      try {
        return new Connection(new Socket(InetAddress.getLoopbackAddress(), port));
      } catch (ConnectException e) {
        if (System.nanoTime() - began > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Says something, at the latest with the next flush. */
  void write(Packet packet) throws IOException {
    packet.write(out);
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Waits for what the job server says next. */
  Packet read() throws IOException {
    Packet packet = Packet.read(in);
    if (packet.kind() == Packet.Kind.ERROR) {
      throw new IOException("Gearman says: " + packet.arguments());
    }
    return packet;
  }
}

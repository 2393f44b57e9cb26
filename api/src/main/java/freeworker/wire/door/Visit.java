package freeworker.wire.door;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.rmi.Remote;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One program's dealings with one broker: knows the host that the user named, dials it, and owns
 * every stub that arrives over its connections.
 */
public final class Visit {
  private static final ThreadLocal<@Nullable Visit> ARRIVED_BY = new ThreadLocal<>();
  private static final int DIAL_LIMIT = 5_000;
  private static final int STUB_LIMIT = 16 * 1024;

  private final String host;
  private final int port;
  private final AtomicReference<@Nullable Socket> spare = new AtomicReference<>();

  public Visit(String host, int port) {
    // Before the first stub is read, since a filter factory can only come before the first stream.
    Answers.guarded();
    this.host = host;
    this.port = port;
  }

  /**
   * Asks at the door for the object with this letter.
   *
   * @throws IOException when nobody answers there, or nobody of ours
   */
  public <R extends Remote> R ask(char letter, Class<R> type) throws IOException {
    Socket socket = dial(port, (byte) letter);
    try {
      socket.setSoTimeout(DIAL_LIMIT);
      var in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      if (length < 0 || length > STUB_LIMIT) {
        throw new IOException(host + ":" + port + " does not speak our protocol.");
      }
      byte[] stub = new byte[length];
      in.readFully(stub);
      socket.setSoTimeout(0);
      spare.set(socket);
      return stub(stub, type);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The remote object that these bytes refer to, reached by this visit. */
  public <R extends Remote> R stub(byte[] bytes, Class<R> type) throws IOException {
    Visit before = ARRIVED_BY.get();
    ARRIVED_BY.set(this);
    try {
      return type.cast(Stubs.read(bytes));
    } finally {
      ARRIVED_BY.set(before);
    }
  }

  public String host() {
    return host;
  }

  static @Nullable Visit current() {
    return ARRIVED_BY.get();
  }

  Socket dial(int wanted) throws IOException {
    if (wanted == port) {
      Socket parked = spare.getAndSet(null);
      if (parked != null) {
        return parked;
      }
    }
    return dial(wanted, (byte) 0);
  }

  private Socket dial(int wanted, byte letter) throws IOException {
    Socket socket = new Dialled();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, wanted), DIAL_LIMIT);
      byte[] greeting = ByteBuffer.allocate(5).putInt(Caller.MAGIC).put(letter).array();
      socket.getOutputStream().write(greeting);
      return socket;
    } catch (IOException e) {
      socket.close();
      // RMI drops all its idle connections on any other exception than this one.
      var refused = new ConnectException(String.valueOf(e.getMessage()));
      refused.initCause(e);
      throw refused;
    }
  }

  /** A connection from its dialling side. */
  private final class Dialled extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int count = in.read(bytes, offset, length);
          ARRIVED_BY.set(Visit.this);
          return count;
        }
      };
    }
  }
}

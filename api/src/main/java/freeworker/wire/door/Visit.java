package freeworker.wire.door;

import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Limits;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.rmi.Remote;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One program's dealings with one door: knows the host that the user named, dials it, proves its
 * key, and owns every stub that arrives over its connections.
 */
public final class Visit {
  private static final ThreadLocal<@Nullable Visit> ARRIVED_BY = new ThreadLocal<>();
  private static final int DIAL_LIMIT = 5_000;

  /** Longer than a broker waits for a worker to come, so that its reason arrives. */
  private static final int JOIN_LIMIT = 2 * DIAL_LIMIT;

  private static final byte[] NOTHING = new byte[0];
  private static final int STUB_LIMIT = 16 * 1024;
  private static final long ANSWER_LIMIT = Limits.OUTCOMES + (long) Bounds.ENVELOPE;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String host;
  private final int port;
  private final boolean sealed;
  private final byte[] certificate;
  private final AtomicReference<@Nullable Socket> spare = new AtomicReference<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Credential credential;
  private final @Nullable Through through;
  private @Nullable SSLContext context;
  private volatile boolean over;

  /** The broker through which a worker is reached. */
  private record Through(Visit broker, int worker, long epoch) {}

  /**
   * A visit that has dialled nothing yet.
   *
   * @param certificate the fingerprint of the certificate there
   * @param sealed whether to speak TLS though the door is on this machine
   */
  public Visit(String host, int port, Credential credential, byte[] certificate, boolean sealed) {
    this(host, port, credential, certificate, sealed, null);
  }

  private Visit(
      String host,
      int port,
      Credential credential,
      byte[] certificate,
      boolean sealed,
      @Nullable Through through) {
    // Before the first stub is read, since a filter factory can only come before the first stream.
    Answers.guarded();
    this.host = host;
    this.port = port;
    this.credential = credential;
    this.certificate = certificate;
    this.sealed = sealed;
    this.through = through;
  }

  /**
   * A visit to a worker through this one to its broker; there is no TLS inside that.
   *
   * @param ticket for the worker's door
   */
  public Visit through(int worker, long epoch, Credential ticket) {
    return new Visit(
        host, 0, ticket, Proof.NO_CERTIFICATE, false, new Through(this, worker, epoch));
  }

  /**
   * A visit to a broker, by the key in a file.
   *
   * @throws BadKey when that cannot be used
   * @throws ConnectException when it is missing and nobody listens there either, which says more
   */
  public static Visit by(Path file, String host, int port, boolean sealed) throws IOException {
    Key key;
    try {
      key = KeyFile.read(file);
    } catch (BadKey e) {
      if (e.missing()) {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(host, port), DIAL_LIMIT);
        }
      }
      throw e;
    }
    return new Visit(host, port, key.credential(), key.certificate(), sealed);
  }

  /**
   * Asks at the door for the object with this letter.
   *
   * @throws IOException when nobody answers there, nobody of ours, or nobody who knows this key
   */
  public <R extends Remote> R ask(char letter, Class<R> type) throws IOException {
    Dialled socket = dial(port, (byte) letter, NOTHING);
    try {
      socket.setSoTimeout(DIAL_LIMIT);
      var in = new DataInputStream(socket.getInputStream());
      int length;
      try {
        length = in.readInt();
      } catch (EOFException e) {
        throw new IOException(
            host + ":" + port + " let us in and closed; it has no '" + letter + "' to hand out.",
            e);
      }
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

  /** Whether it speaks TLS though the door is on this machine. */
  public boolean sealed() {
    return sealed;
  }

  static @Nullable Visit current() {
    return ARRIVED_BY.get();
  }

  Socket dial(int wanted) throws IOException {
    if (port == 0) {
      return dial(wanted, (byte) 0, NOTHING);
    }
    // Whatever the stub says: where the user dials may be the beginning of a tunnel.
    Socket parked = spare.getAndSet(null);
    return parked != null ? parked : dial(port, (byte) 0, NOTHING);
  }

  /** Comes for the client who waits at this broker by this number. */
  Socket come(long call) throws IOException {
    return dial(port, Proof.TO_CLIENT, ByteBuffer.allocate(Long.BYTES).putLong(call).array());
  }

  /** A connection to the worker of this number. */
  private Socket worker(int number, long epoch) throws IOException {
    ByteBuffer place = ByteBuffer.allocate(Integer.BYTES + Long.BYTES);
    return dial(port, Proof.TO_WORKER, place.putInt(number).putLong(epoch).array());
  }

  private Dialled dial(int there, byte purpose, byte[] wanted) throws IOException {
    if (over) {
      // RMI's collector comes back for minutes; somebody else may listen there by then.
      throw new ConnectException("this visit is over");
    }
    Socket carrier = through == null ? null : through.broker.worker(through.worker, through.epoch);
    var socket = new Dialled(carrier);
    try {
      socket.setTcpNoDelay(true);
      if (carrier == null) {
        socket.connect(new InetSocketAddress(host, there), DIAL_LIMIT);
        if (!socket.getInetAddress().isLoopbackAddress()) {
          socket.probe();
        }
      }
      socket.prove(purpose, wanted);
      open.add(socket);
      if (over) {
        throw new IOException("this visit is over");
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      if (e instanceof ConnectException) {
        throw e;
      }
      // RMI drops all its idle connections on any other exception than this one.
      var refused = new ConnectException(String.valueOf(e.getMessage()));
      refused.initCause(e);
      throw refused;
    }
  }

  /**
   * Ends the visit: closes its connections, which RMI would keep for a while, and dials no more.
   */
  public void hangUp() {
    over = true;
    for (Socket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        // It was none any more.
      }
    }
  }

  private synchronized SSLContext context() {
    SSLContext ready = context;
    if (ready == null) {
      ready = Seal.pinned(certificate);
      context = ready;
    }
    return ready;
  }

  /*
   * `read` and `written` belong to the one thread that has the connection; RMI never sends a second
   * request before the first is answered.
   */
  /** A connection from its dialling side. */
  private final class Dialled extends Line {
    private final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DIAL_LIMIT);
    private boolean under = true;
    private @Nullable InputStream raw;
    private int limit = Integer.MAX_VALUE;
    private long read;
    private long written;
    private boolean joined;
    private @Nullable SSLSocket tls;

    Dialled(@Nullable Socket carrier) {
      super(carrier);
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // as in Line
    public void close() throws IOException {
      open.remove(this);
      super.close();
    }

    void prove(byte purpose, byte[] wanted) throws IOException {
      InetAddress there = getInetAddress();
      byte[] binding = Proof.NO_CERTIFICATE;
      String dialled = "";
      if (through != null) {
        dialled = DoorTerms.worker(through.worker, through.epoch);
      } else if (sealed || !there.isLoopbackAddress()) {
        tls = Seal.call(context(), this, host, getPort());
        tls.startHandshake();
        binding = certificate;
      } else {
        dialled = DoorTerms.address(there, getPort());
      }
      byte[] number = new byte[Proof.NUMBER];
      RANDOM.nextBytes(number);
      Credential who = credential;
      limit =
          Proof.call(
              inward(),
              outward(),
              new Proof.Hello(purpose, who.peer(), dialled, number, wanted),
              who.secret(),
              binding);
      under = false;
      if (wanted.length > 0) {
        setSoTimeout(JOIN_LIMIT);
        Proof.awaitJoin(inward());
        joined = true;
      }
      setSoTimeout(0);
    }

    /** The connection itself; the layer of TLS takes this one before there is a proof. */
    private InputStream hurried() throws IOException {
      InputStream ready = raw;
      if (ready == null) {
        ready = new Hurried(bareIn());
        raw = ready;
      }
      return ready;
    }

    private InputStream inward() throws IOException {
      return tls == null ? hurried() : tls.getInputStream();
    }

    private OutputStream outward() throws IOException {
      return tls == null ? bareOut() : tls.getOutputStream();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      // What a relay carries is counted by those whose it is.
      return under ? hurried() : joined ? inward() : new Answer(inward());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return under ? bareOut() : joined ? outward() : new Request(outward());
    }

    private final class Answer extends FilterInputStream {
      Answer(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        ARRIVED_BY.set(Visit.this);
        written = 0;
        read += Math.max(0, count);
        if (read > ANSWER_LIMIT) {
          Dialled.this.close();
          throw new IOException("an answer of more than " + ANSWER_LIMIT + " bytes");
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        Dialled.this.close();
      }
    }

    private final class Request extends FilterOutputStream {
      Request(OutputStream out) {
        super(out);
      }

      @Override
      public void write(int one) throws IOException {
        count(1);
        out.write(one);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        count(length);
        out.write(bytes, offset, length);
      }

      private void count(int length) throws IOException {
        read = 0;
        written += length;
        if (written > limit) {
          throw new IOException(tooMuch());
        }
      }

      /** A worker has a limit of its own, which does not count what RMI adds. */
      private String tooMuch() {
        return port == 0
            ? "a call of more bytes than the worker at "
                + host
                + " takes "
                + Limit.CALL_BYTES.at(limit - Bounds.ENVELOPE)
            : "a request of more bytes than "
                + host
                + ":"
                + port
                + " takes "
                + Limit.REQUEST_BYTES.at(limit);
      }

      @Override
      public void close() throws IOException {
        Dialled.this.close();
      }
    }

    /**
     * Waits no longer than until the deadline, however slowly a proof comes; then as it is told.
     */
    private final class Hurried extends FilterInputStream {
      Hurried(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        hurry();
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        hurry();
        return in.read(bytes, offset, length);
      }

      private void hurry() throws IOException {
        if (!under) {
          return;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new java.net.SocketTimeoutException("no proof within " + DIAL_LIMIT + " ms");
        }
        setSoTimeout((int) left);
      }
    }
  }
}

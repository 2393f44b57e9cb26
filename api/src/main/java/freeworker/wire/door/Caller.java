package freeworker.wire.door;

import freeworker.wire.limit.Limit;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/*
 * The proof runs at the first read, on the connection's own thread, never in accept: a caller who
 * says nothing holds up nobody. After it the connection speaks RMI, inside TLS where the caller began
 * that; the layer of TLS reads and writes this socket's own streams, which is what `under` is for.
 * `pushed`, `request`, `expected` and `stream` belong to the connection's thread: the one that reads, and between
 * reads runs the call.
 */
/** A connection from its accepting side. */
public final class Caller extends Line {
  private static final int TLS_HANDSHAKE = 0x16;

  private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

  private final Door door;
  private final Consumer<Caller> closed;
  private final Room.Share share;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean told = new AtomicBoolean();
  private final @Nullable String relayed;
  private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();
  private volatile @Nullable Peer peer;
  private volatile @Nullable SSLSocket sealed;
  private volatile @Nullable Caller other;
  private boolean under = true;
  private long request;
  private long expected;
  private volatile boolean calling;
  private int pushed = -1;
  private @Nullable InputStream stream;

  /** Somebody who comes to the port of this door. */
  Caller(Door door, Consumer<Caller> closed) {
    this(door, closed, null, null);
  }

  /**
   * Somebody who comes another way.
   *
   * @param carrier what carries his bytes
   * @param relayed the name of the worker with which he was joined
   */
  Caller(Door door, Consumer<Caller> closed, @Nullable Socket carrier, @Nullable String relayed) {
    super(carrier);
    this.door = door;
    this.closed = closed;
    this.relayed = relayed;
    share = door.room().new Share();
  }

  /** The connection that brought the call which this thread is running, if any. */
  public static @Nullable Caller current() {
    return CURRENT.get();
  }

  /**
   * Who is calling; a remote method asks this before anything else.
   *
   * @throws SecurityException when it is nobody of these roles
   */
  public static Peer require(Role... roles) {
    Caller caller = CURRENT.get();
    Peer peer = caller == null ? null : caller.peer;
    if (peer == null || !List.of(roles).contains(peer.role())) {
      throw new SecurityException(
          "This is for a "
              + Role.words(List.of(roles))
              + ", not for "
              + (peer == null ? "strangers" : peer)
              + ".");
    }
    return peer;
  }

  /** Who proved to be at the other end. */
  public Optional<Peer> peer() {
    return Optional.ofNullable(peer);
  }

  /** Whether its thread works on a request; one that has still to arrive in part is no call yet. */
  boolean calling() {
    return calling;
  }

  /** Whether there is room for an array that its request declares, which is then kept. */
  boolean expects(long length) {
    expected += length;
    return expected <= door.bounds().request() && share.hold(Math.max(request, expected));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (stream == null) {
      stream = new Words(bareIn());
      under = false;
    }
    return under ? bareIn() : stream;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return under ? bareOut() : new Answer(outward());
  }

  private OutputStream outward() throws IOException {
    SSLSocket tls = sealed;
    return tls == null ? bareOut() : tls.getOutputStream();
  }

  /** Does something once the call that this connection's thread is running has been answered. */
  public void afterAnswer(Runnable action) {
    afterwards.set(action);
  }

  private void answered() {
    if (afterwards.get() != null) {
      Runnable action = afterwards.getAndSet(null);
      if (action != null) {
        action.run();
      }
    }
  }

  /** Whether the other side has closed; asked by the thread that runs its call. */
  public boolean gone() {
    if (pushed >= 0) {
      return false;
    }
    try {
      int before = getSoTimeout();
      setSoTimeout(1);
      try {
        SSLSocket tls = sealed;
        pushed = (tls == null ? bareIn() : tls.getInputStream()).read();
        return pushed < 0;
      } catch (SocketTimeoutException e) {
        return false;
      } finally {
        setSoTimeout(before);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /** Ends the connection without a word, whatever its thread is doing. */
  void cut() {
    try {
      close();
    } catch (IOException e) {
      // It was no connection any more.
    }
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // who is told must not hold our monitor
  public void close() throws IOException {
    super.close();
    share.close();
    answered();
    if (over.compareAndSet(false, true)) {
      door.keeper().left(this);
      closed.accept(this);
      Caller joined = other;
      if (joined != null) {
        joined.cut();
      }
    }
  }

  /** From now on neither of the two is open without the other. */
  void join(Caller with) {
    other = with;
    with.other = this;
    if (isClosed() || with.isClosed()) {
      cut();
      with.cut();
    }
  }

  /** Opens the door to a caller who proves who he is; what follows is RMI. */
  private InputStream prove(InputStream raw) throws IOException {
    int first = raw.read();
    if (first < 0) {
      throw new EOFException("the caller said nothing");
    }
    byte[] begun = {(byte) first};
    InputStream in;
    byte[] certificate;
    if (first == TLS_HANDSHAKE) {
      in = seal(begun);
      certificate = door.seal().fingerprint();
    } else {
      in = new SequenceInputStream(new ByteArrayInputStream(begun), raw);
      certificate = Proof.NO_CERTIFICATE;
    }
    DoorTerms terms =
        relayed == null
            ? new DoorTerms(door, getLocalAddress(), getLocalPort(), sealed != null)
            : DoorTerms.relayed(door, relayed, sealed != null);
    Proof.Proven proven;
    try {
      proven = Proof.answer(in, outward(), door.ring(), terms, certificate);
      door.keeper().admitted(this, proven);
    } catch (IOException e) {
      refused(terms.claimed(), e);
      throw e;
    }
    Proof.Hello hello = proven.hello();
    peer = hello.peer();
    InputStream after = sealed == null ? raw : in;
    if (hello.relayed()) {
      relay(hello, after);
    } else if (hello.purpose() != 0) {
      hand(hello);
    }
    return after;
  }

  /** Has the door say why this caller did not get in, unless he just left. */
  private void refused(@Nullable Peer claimed, Exception e) {
    String why = String.valueOf(e.getMessage());
    if (e instanceof SocketTimeoutException) {
      turnedAway(claimed, door.keeper().slow());
    } else if (e instanceof ProtocolException) {
      turnedAway(claimed, "was refused: it does not speak our protocol");
    } else if (e instanceof SSLException && !(e.getCause() instanceof EOFException)) {
      turnedAway(claimed, "was refused: " + why);
    } else if (e instanceof Refused || e instanceof RuntimeException) {
      String end = ": " + claimed;
      String rest = why.endsWith(end) ? why.substring(0, why.length() - end.length()) : why;
      turnedAway(claimed, "was refused: " + rest);
    }
  }

  /** Has the door say, once, what happened to this caller. */
  void turnedAway(@Nullable Peer claimed, String what) {
    if (told.compareAndSet(false, true)) {
      InetAddress from = getInetAddress();
      door.keeper()
          .turnedAway(
              (claimed == null ? "somebody" : claimed)
                  + (from == null ? "" : " at " + from.getHostAddress()),
              what);
    }
  }

  private InputStream seal(byte[] begun) throws IOException {
    under = true;
    try {
      SSLSocket tls = door.seal().answer(this, begun);
      sealed = tls;
      tls.startHandshake();
      return tls.getInputStream();
    } finally {
      under = false;
    }
  }

  /** Joins the caller with whom he wants; there is no RMI on this connection. */
  private void relay(Proof.Hello hello, InputStream in) throws IOException {
    OutputStream out = outward();
    Relay relay;
    try {
      relay = door.relay();
    } catch (Refused e) {
      throw Proof.refuse(out, String.valueOf(e.getMessage()));
    }
    relay.serve(new Relay.End(this, in, out), hello);
    throw new EOFException("the relay is over");
  }

  /** Hands out the stub that the caller asked for; then the connection speaks RMI. */
  private void hand(Proof.Hello hello) throws IOException {
    byte[] stub = door.stub((char) hello.purpose());
    var out = new DataOutputStream(new BufferedOutputStream(outward()));
    out.writeInt(stub.length);
    out.write(stub);
    out.flush();
  }

  private final class Words extends FilterInputStream {
    private boolean opened;

    Words(InputStream raw) {
      super(raw);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!opened) {
        open();
      }
      // Who reads on has written what there was to say.
      answered();
      CURRENT.set(Caller.this);
      calling = false;
      int count;
      if (pushed >= 0) {
        bytes[offset] = (byte) pushed;
        pushed = -1;
        count = 1;
      } else {
        count = in.read(bytes, offset, length);
      }
      request += Math.max(0, count);
      calling = request > 0;
      if (request > door.bounds().request()) {
        throw tooMuch(
            "a request of more bytes than it may have "
                + Limit.REQUEST_BYTES.at(door.bounds().request()));
      }
      if (!share.hold(Math.max(request, expected))) {
        throw tooMuch(
            "no memory is left for requests " + Limit.REQUESTS_IN_MEMORY.at(door.room().size()));
      }
      return count;
    }

    private IOException tooMuch(String why) {
      turnedAway(peer, "was cut: " + why);
      cut();
      return new IOException(why);
    }

    private void open() throws IOException {
      int before = getSoTimeout();
      setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(door.bounds().proofNanos()));
      try {
        in = prove(in);
      } catch (IOException e) {
        if (peer == null) {
          refused(null, e);
        }
        cut();
        throw e;
      } catch (RuntimeException e) {
        refused(peer, e);
        cut();
        throw new IOException("the door cannot tell who may come in: " + e, e);
      }
      setSoTimeout(before);
      opened = true;
    }

    @Override
    public int available() throws IOException {
      return opened ? in.available() + (pushed >= 0 ? 1 : 0) : 0;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      Caller.this.close();
    }
  }

  /** An answer ends the request that it answers. */
  private final class Answer extends FilterOutputStream {
    Answer(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      begin();
      out.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      begin();
      out.write(bytes, offset, length);
    }

    private void begin() {
      request = 0;
      expected = 0;
      share.release();
      calling = false;
    }

    @Override
    public void close() throws IOException {
      Caller.this.close();
    }
  }
}

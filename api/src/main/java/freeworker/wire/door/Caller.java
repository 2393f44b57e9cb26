package freeworker.wire.door;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * The greeting runs at the first read, on the connection's own thread, never in accept: a caller who
 * says nothing holds up nobody. After it the connection speaks RMI.
 * `pushed` belongs to the connection's thread: the one that reads, and between reads runs the call.
 */
/** A connection from its accepting side. */
public final class Caller extends Socket {
  static final int MAGIC = 0x46524557; // FREW
  private static final int GREETING_LIMIT = 5_000;
  private static final ThreadLocal<@Nullable Caller> CURRENT = new ThreadLocal<>();

  private final Map<Character, byte[]> stubs;
  private final Consumer<Caller> closed;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();
  private boolean greeted;
  private int pushed = -1;
  private @Nullable InputStream stream;

  Caller(Map<Character, byte[]> stubs, Consumer<Caller> closed) {
    this.stubs = stubs;
    this.closed = closed;
  }

  /** The connection that brought the call which this thread is running, if any. */
  public static @Nullable Caller current() {
    return CURRENT.get();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (stream == null) {
      stream = new Words(super.getInputStream());
    }
    return stream;
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
        pushed = super.getInputStream().read();
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

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // who is told must not hold our monitor
  public void close() throws IOException {
    super.close();
    answered();
    if (over.compareAndSet(false, true)) {
      closed.accept(this);
    }
  }

  private void greet(InputStream raw) throws IOException {
    int before = getSoTimeout();
    setSoTimeout(GREETING_LIMIT);
    var in = new DataInputStream(raw);
    if (in.readInt() != MAGIC) {
      throw new IOException("The caller does not speak our protocol.");
    }
    byte letter = in.readByte();
    if (letter != 0) {
      byte[] stub = stubs.get((char) letter);
      if (stub == null) {
        throw new IOException("The caller asks for '" + (char) letter + "', which is not here.");
      }
      var out = new DataOutputStream(getOutputStream());
      byte[] answer = new byte[4 + stub.length];
      java.nio.ByteBuffer.wrap(answer).putInt(stub.length).put(stub);
      out.write(answer);
      out.flush();
    }
    setSoTimeout(before);
    greeted = true;
  }

  private final class Words extends FilterInputStream {
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
      if (!greeted) {
        greet(in);
      }
      // Who reads on has written what there was to say.
      answered();
      CURRENT.set(Caller.this);
      if (pushed >= 0) {
        bytes[offset] = (byte) pushed;
        pushed = -1;
        return 1;
      }
      return in.read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
      return greeted ? in.available() + (pushed >= 0 ? 1 : 0) : 0;
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
}

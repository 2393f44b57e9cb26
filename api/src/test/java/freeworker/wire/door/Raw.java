package freeworker.wire.door;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/** A connection to a door by hand, which keeps to no rule but those that a test wants. */
public final class Raw implements AutoCloseable {
  /** What can be dialled. */
  interface There {
    InetSocketAddress where();
  }

  private static final int JRMI = 0x4A524D49;
  private static final int STREAM = 0x4B;
  private static final int PING = 0x52;
  private static final int PING_ACK = 0x53;
  private static final int CALL = 0x50;
  private static final int OBJECT_ID = 22;

  final Socket socket = new Socket();
  private InputStream in;
  private OutputStream out;
  private byte[] certificate = Proof.NO_CERTIFICATE;

  Raw(There door) throws IOException {
    this(door.where());
  }

  public Raw(InetSocketAddress there) throws IOException {
    socket.connect(there);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Waits no longer than this for what the other side says. */
  public Raw patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
    return this;
  }

  /** Ends without the usual goodbye, as a program does that is killed. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public InputStream in() {
    return in;
  }

  public OutputStream out() {
    return out;
  }

  public Raw send(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Begins TLS and believes whoever has this certificate. */
  public Raw seal(byte[] fingerprint) throws IOException {
    SSLSocket tls = Seal.call(Seal.pinned(fingerprint), socket, "door", socket.getPort());
    tls.startHandshake();
    in = tls.getInputStream();
    out = tls.getOutputStream();
    certificate = fingerprint;
    return this;
  }

  /** Proves a key; returns the bytes that a request may have. */
  public int prove(Credential key) throws IOException {
    return prove(key, "localhost:" + socket.getPort());
  }

  int prove(Credential key, String dialled) throws IOException {
    return prove(key, dialled, (char) 0);
  }

  private int prove(Credential key, String dialled, char letter) throws IOException {
    byte[] number = new byte[Proof.NUMBER];
    new SecureRandom().nextBytes(number);
    var hello = new Proof.Hello((byte) letter, key.peer(), dialled, number);
    return Proof.call(in, out, hello, key.secret(), certificate);
  }

  /** Proves a key and asks for the object with this letter; returns its stub. */
  public byte[] ask(Credential key, char letter) throws IOException {
    prove(key, "localhost:" + socket.getPort(), letter);
    var data = new DataInputStream(in);
    return data.readNBytes(data.readInt());
  }

  /** Begins RMI; false when the other side has closed instead. */
  public boolean greet() throws IOException {
    var data = new DataOutputStream(new BufferedOutputStream(out));
    data.writeInt(JRMI);
    data.writeShort(2);
    data.writeByte(STREAM);
    var answer = new DataInputStream(in);
    try {
      data.flush();
      if (answer.read() < 0) {
        return false;
      }
    } catch (SocketException e) {
      return false;
    }
    answer.readUTF();
    answer.readInt();
    data.writeUTF("");
    data.writeInt(0);
    data.flush();
    return true;
  }

  public boolean ping() throws IOException {
    out.write(PING);
    out.flush();
    return in.read() == PING_ACK;
  }

  /** The bytes of a call to the object with this stub, not minding what its method takes. */
  static byte[] call(byte[] stub, long hash, Object argument) throws IOException {
    return call(object(stub), -1, hash, argument);
  }

  /**
   * The bytes of any call.
   *
   * @param object the id of the object
   * @param operation the number of the method as it was before there were hashes, or -1
   * @param arguments numbers and flags as they are, all else as objects
   */
  public static byte[] call(byte[] object, int operation, long hash, Object... arguments)
      throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(CALL);
    try (var call = new Marshalled(bytes)) {
      call.write(object);
      call.writeInt(operation);
      call.writeLong(hash);
      for (Object argument : arguments) {
        if (argument instanceof Long number) {
          call.writeLong(number);
        } else if (argument instanceof Boolean flag) {
          call.writeBoolean(flag);
        } else {
          call.writeObject(argument);
        }
      }
    }
    return bytes.toByteArray();
  }

  /** The id of the object with this stub. */
  public static byte[] object(byte[] stub) {
    // A stub ends with its object's id, a flag, and the mark of its end.
    return Arrays.copyOfRange(stub, stub.length - 2 - OBJECT_ID, stub.length - 2);
  }

  /** The id of an object that RMI itself knows by a number. */
  public static byte[] wellKnown(int number) {
    return ByteBuffer.allocate(OBJECT_ID).putLong(number).array();
  }

  /** The beginning of a call with an array that is said to be so long, of which nothing follows. */
  static byte[] declaring(byte[] stub, long hash, int length) throws IOException {
    byte[] call = call(stub, hash, new byte[0]);
    ByteBuffer.wrap(call).putInt(call.length - 4, length);
    return call;
  }

  /** What the other side says now, as far as it is text. */
  public String answer() throws IOException {
    var text = new StringBuilder(new String(in.readNBytes(1), StandardCharsets.ISO_8859_1));
    while (in.available() > 0) {
      text.append(new String(in.readNBytes(in.available()), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  /** By what a call names the desk's method. */
  static long asking() {
    return hash("ask([B)[B");
  }

  /** By what a call names a method with this name and descriptor. */
  public static long hash(String method) {
    try {
      var name = new ByteArrayOutputStream();
      new DataOutputStream(name).writeUTF(method);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(name.toByteArray());
      long hash = 0;
      for (int i = 7; i >= 0; i--) {
        hash = (hash << 8) | (digest[i] & 0xFF);
      }
      return hash;
    } catch (NoSuchAlgorithmException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the other side ends the connection. */
  public void awaitEnd() {
    byte[] rest = new byte[4096];
    try {
      while (in.read(rest) >= 0) {
        // What it still has to say is not asked here.
      }
    } catch (IOException e) {
      // It was reset, which is an end too.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static final class Marshalled extends ObjectOutputStream {
    Marshalled(OutputStream out) throws IOException {
      super(out);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      writeObject(null);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
      writeObject(null);
    }
  }
}

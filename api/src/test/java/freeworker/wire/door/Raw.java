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
final class Raw implements AutoCloseable {
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

  Raw(OpenDoor door) throws IOException {
    this(door.where());
  }

  Raw(InetSocketAddress there) throws IOException {
    socket.connect(there);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  Raw send(byte... bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Begins TLS and believes whoever has this certificate. */
  Raw seal(byte[] fingerprint) throws IOException {
    SSLSocket tls = Seal.call(Seal.pinned(fingerprint), socket, "door", socket.getPort());
    tls.startHandshake();
    in = tls.getInputStream();
    out = tls.getOutputStream();
    certificate = fingerprint;
    return this;
  }

  /** Proves a key; returns the bytes that a request may have. */
  int prove(Credential key) throws IOException {
    return prove(key, "localhost:" + socket.getPort());
  }

  int prove(Credential key, String dialled) throws IOException {
    byte[] number = new byte[Proof.NUMBER];
    new SecureRandom().nextBytes(number);
    var hello = new Proof.Hello((byte) 0, key.peer(), dialled, number);
    return Proof.call(in, out, hello, key.secret(), certificate);
  }

  /** Begins RMI; false when the other side has closed instead. */
  boolean greet() throws IOException {
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

  boolean ping() throws IOException {
    out.write(PING);
    out.flush();
    return in.read() == PING_ACK;
  }

  /** The bytes of a call to the desk with this stub, not minding what a desk takes. */
  static byte[] call(byte[] stub, long hash, Object argument) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(CALL);
    try (var call = new Marshalled(bytes)) {
      // A stub ends with its object's id, a flag, and the mark of its end.
      call.write(Arrays.copyOfRange(stub, stub.length - 2 - OBJECT_ID, stub.length - 2));
      call.writeInt(-1);
      call.writeLong(hash);
      call.writeObject(argument);
    }
    return bytes.toByteArray();
  }

  /** The beginning of a call with an array that is said to be so long, of which nothing follows. */
  static byte[] declaring(byte[] stub, int length) throws IOException {
    byte[] call = call(stub, asking(), new byte[0]);
    ByteBuffer.wrap(call).putInt(call.length - 4, length);
    return call;
  }

  /** What the other side says now, as far as it is text. */
  String answer() throws IOException {
    var text = new StringBuilder(new String(in.readNBytes(1), StandardCharsets.ISO_8859_1));
    while (in.available() > 0) {
      text.append(new String(in.readNBytes(in.available()), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  /** By what a call names the desk's method. */
  static long asking() {
    try {
      var name = new ByteArrayOutputStream();
      new DataOutputStream(name).writeUTF("ask([B)[B");
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
  void awaitEnd() {
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

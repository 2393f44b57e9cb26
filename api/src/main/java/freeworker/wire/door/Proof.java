package freeworker.wire.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.util.Optional;
import java.util.function.Predicate;

/*
 * Three passes, as in ISO/IEC 9798-4, mechanism 4: hello with a fresh number of the caller, answer
 * with a fresh number and the code of the answering side, proof with the code of the caller. Both
 * codes cover both numbers, who the caller claims to be, which address it dialled, and the
 * certificate of the TLS session around it; their labels differ, so that neither can be reflected.
 * docs/protocol.md has the bytes, with examples that a test checks.
 */
/** Both sides prove that they hold the same secret, before either parses anything of the other. */
final class Proof {
  static final int MAGIC = 0x46524557; // FREW
  static final int VERSION = 1;
  static final int NUMBER = 32;

  /** The certificate of a connection without TLS. */
  static final byte[] NO_CERTIFICATE = new byte[32];

  private static final int LONGEST = 512;
  private static final int TEXT = 200;
  private static final String ANSWERING = "freeworker answer 1";
  private static final String CALLING = "freeworker call 1";

  private Proof() {}

  /**
   * The first pass.
   *
   * @param purpose the letter of the object whose stub is asked for, or 0
   * @param dialled the address that the caller dialled, or empty inside TLS
   * @param number fresh for this connection
   */
  record Hello(byte purpose, Peer peer, String dialled, byte[] number) {
    byte[] encode() {
      return bytes(
          out -> {
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            out.writeByte(purpose);
            out.writeUTF(peer.role().word());
            out.writeUTF(peer.id());
            out.writeUTF(dialled);
            out.write(number);
          });
    }

    static Hello decode(byte[] frame) throws IOException {
      var in = new DataInputStream(new ByteArrayInputStream(frame));
      if (in.readInt() != MAGIC) {
        throw new ProtocolException("the caller does not speak our protocol");
      }
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new Refused(
            "the caller's door is of version " + version + ", this one of version " + VERSION);
      }
      byte purpose = in.readByte();
      Role role =
          Role.of(in.readUTF())
              .orElseThrow(() -> new ProtocolException("a role that does not exist"));
      var peer = new Peer(role, in.readUTF());
      String dialled = in.readUTF();
      byte[] number = in.readNBytes(NUMBER);
      if (number.length < NUMBER || in.available() > 0) {
        throw new ProtocolException("a hello of the wrong length");
      }
      return new Hello(purpose, peer, dialled, number);
    }
  }

  /**
   * The caller's side.
   *
   * @param certificate that of the session around it, or {@link #NO_CERTIFICATE}
   * @return how many bytes the other side takes in one request
   * @throws Refused when the other side says no, or does not know the secret
   */
  static int call(InputStream in, OutputStream out, Hello hello, byte[] secret, byte[] certificate)
      throws IOException {
    byte[] said = hello.encode();
    send(out, said);
    byte[] answer = receive(in);
    var reading = new DataInputStream(new ByteArrayInputStream(answer));
    if (reading.readUnsignedByte() != 0) {
      throw new Refused(printable(reading.readUTF()));
    }
    int limit = reading.readInt();
    reading.skipBytes(NUMBER);
    byte[] code = reading.readNBytes(Hmac.LENGTH);
    byte[] covered = java.util.Arrays.copyOf(answer, Math.max(0, answer.length - Hmac.LENGTH));
    if (code.length < Hmac.LENGTH
        || reading.available() > 0
        || !Hmac.same(code, Hmac.of(secret, ANSWERING, certificate, said, covered))) {
      throw new Refused("whoever answers there does not hold the secret of " + hello.peer());
    }
    send(out, Hmac.of(secret, CALLING, certificate, said, covered));
    return limit;
  }

  /** What the answering side goes by. */
  interface Terms {
    /** A fresh number. */
    byte[] number();

    /** How many bytes a request may have. */
    int limit();

    /** Why this hello is refused although its secret may be right, if it is. */
    Optional<String> objection(Hello hello);
  }

  /**
   * The answering side.
   *
   * @return the hello of a caller who proved its secret
   * @throws IOException for any other; the connection is to be closed
   */
  static Hello answer(InputStream in, OutputStream out, Ring ring, Terms terms, byte[] certificate)
      throws IOException {
    byte[] said = receive(in);
    Hello hello;
    try {
      hello = Hello.decode(said);
    } catch (Refused e) {
      throw refuse(out, String.valueOf(e.getMessage()));
    }
    Optional<String> objection = terms.objection(hello);
    Optional<byte[]> secret = ring.secret(hello.peer());
    if (secret.isEmpty()) {
      throw refuse(out, "no such key here: " + hello.peer());
    }
    if (objection.isPresent()) {
      throw refuse(out, objection.get());
    }
    byte[] covered =
        bytes(
            answer -> {
              answer.writeByte(0);
              answer.writeInt(terms.limit());
              answer.write(terms.number());
            });
    byte[] code = Hmac.of(secret.get(), ANSWERING, certificate, said, covered);
    byte[] answer = java.util.Arrays.copyOf(covered, covered.length + code.length);
    System.arraycopy(code, 0, answer, covered.length, code.length);
    send(out, answer);
    byte[] proof = receive(in);
    if (!Hmac.same(proof, Hmac.of(secret.get(), CALLING, certificate, said, covered))) {
      throw new Refused("the proof of " + hello.peer() + " is wrong");
    }
    return hello;
  }

  private static Refused refuse(OutputStream out, String why) throws IOException {
    String words = printable(why);
    send(
        out,
        bytes(
            answer -> {
              answer.writeByte(1);
              answer.writeUTF(words);
            }));
    return new Refused(words);
  }

  /** What a stranger wrote, harmless on a terminal, and as many bytes as characters. */
  private static String printable(String words) {
    String cut = words.length() > TEXT ? words.substring(0, TEXT) : words;
    Predicate<Integer> plain = c -> c >= 0x20 && c < 0x7F;
    var text = new StringBuilder();
    cut.codePoints().forEach(c -> text.append(plain.test(c) ? Character.toString(c) : "?"));
    return text.toString();
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void send(OutputStream out, byte[] frame) throws IOException {
    byte[] whole = new byte[frame.length + 2];
    whole[0] = (byte) (frame.length >> 8);
    whole[1] = (byte) frame.length;
    System.arraycopy(frame, 0, whole, 2, frame.length);
    out.write(whole);
    out.flush();
  }

  /** Reads one frame and not a byte more: what follows is not ours. */
  private static byte[] receive(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    int length = data.readUnsignedShort();
    if (length == 0 || length > LONGEST) {
      throw new ProtocolException("a frame of " + length + " bytes at the door");
    }
    byte[] frame = new byte[length];
    data.readFully(frame);
    return frame;
  }
}

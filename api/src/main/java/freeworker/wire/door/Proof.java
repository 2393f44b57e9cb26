package freeworker.wire.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
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

  /** A client asks for a connection to a worker; it names the number (4 bytes) and epoch (8). */
  static final byte TO_WORKER = 'W';

  /** A worker comes for a client who waits for it; it names the call (8 bytes). */
  static final byte TO_CLIENT = 'w';

  /** The certificate of a connection without TLS. */
  static final byte[] NO_CERTIFICATE = new byte[32];

  /** How an answer begins that refuses: for good, or because there is no room now. */
  private static final int CLOSED = 1;

  private static final int FULL = 2;

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
   * @param wanted which worker or which call, where a relay is asked for; else nothing
   */
  record Hello(byte purpose, Peer peer, String dialled, byte[] number, byte[] wanted) {
    Hello(byte purpose, Peer peer, String dialled, byte[] number) {
      this(purpose, peer, dialled, number, new byte[0]);
    }

    /** Whether the caller wants to be joined with somebody else. */
    boolean relayed() {
      return wanted.length > 0;
    }

    /**
     * How many connections this one counts as: who is joined with a worker by relay holds that
     * one's end too, and the worker none.
     */
    int connections() {
      return purpose == TO_WORKER ? 2 : purpose == TO_CLIENT && peer.role() == Role.PROCESS ? 0 : 1;
    }

    private static int wanted(byte purpose) {
      return switch (purpose) {
        case TO_WORKER -> Integer.BYTES + Long.BYTES;
        case TO_CLIENT -> Long.BYTES;
        default -> 0;
      };
    }

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
            out.write(wanted);
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
      byte[] wanted = in.readAllBytes();
      if (number.length < NUMBER || wanted.length != wanted(purpose)) {
        throw new ProtocolException("a hello of the wrong length");
      }
      return new Hello(purpose, peer, dialled, number, wanted);
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
    int opened = reading.readUnsignedByte();
    if (opened != 0) {
      String why = printable(reading.readUTF());
      throw opened == FULL ? new Crowded(why) : new Refused(why);
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

  /** A hello, and the secret that its caller proved. */
  record Proven(Hello hello, byte[] secret) {}

  /** What the answering side goes by. */
  interface Terms {
    /** A fresh number. */
    byte[] number();

    /** How many bytes a request may have. */
    int limit();

    /** Why this hello is refused although its secret may be right, if it is. */
    Optional<Refused> objection(Hello hello);
  }

  /**
   * The answering side.
   *
   * @return the hello of a caller who proved its secret, and that
   * @throws IOException for any other; the connection is to be closed
   */
  static Proven answer(InputStream in, OutputStream out, Ring ring, Terms terms, byte[] certificate)
      throws IOException {
    byte[] said = receive(in);
    Hello hello;
    try {
      hello = Hello.decode(said);
    } catch (Refused e) {
      throw refuse(out, e);
    }
    Optional<Refused> objection = terms.objection(hello);
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
    byte[] proof;
    try {
      proof = receive(in);
    } catch (EOFException e) {
      // As each caller of ours does who finds that the answer is not of his secret.
      throw new Refused("no proof came: another secret, or it left");
    }
    if (!Hmac.same(proof, Hmac.of(secret.get(), CALLING, certificate, said, covered))) {
      throw new Refused("the proof of " + hello.peer() + " is wrong");
    }
    return new Proven(hello, secret.get());
  }

  /** Tells one end of a relay that from here on the other end speaks. */
  static void join(OutputStream out) throws IOException {
    send(out, new byte[1]);
  }

  /**
   * Waits for the other end of a relay.
   *
   * @throws Refused when there is none, with the reason
   */
  static void awaitJoin(InputStream in) throws IOException {
    byte[] answer = receive(in);
    if (answer[0] != 0) {
      throw new Refused(
          printable(
              new DataInputStream(new ByteArrayInputStream(answer, 1, answer.length - 1))
                  .readUTF()));
    }
  }

  /** Says no, and why; the connection is to be closed. */
  static Refused refuse(OutputStream out, String why) throws IOException {
    return refuse(out, new Refused(why));
  }

  private static Refused refuse(OutputStream out, Refused refusal) throws IOException {
    String words = printable(String.valueOf(refusal.getMessage()));
    boolean full = refusal instanceof Crowded;
    send(
        out,
        bytes(
            answer -> {
              answer.writeByte(full ? FULL : CLOSED);
              answer.writeUTF(words);
            }));
    return full ? new Crowded(words) : new Refused(words);
  }

  /** What a stranger wrote, harmless on a terminal, and as many bytes as characters. */
  static String printable(String words) {
    return printable(words, TEXT);
  }

  static String printable(String words, int most) {
    String cut = words.length() > most ? words.substring(0, most) : words;
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

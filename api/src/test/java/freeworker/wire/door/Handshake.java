package freeworker.wire.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** Both sides of a proof, without a connection between them: bytes in, bytes out. */
final class Handshake {
  static final int LIMIT = 4_194_304;
  static final Peer ANNA = new Peer(Role.CLIENT, "anna");
  static final byte[] SECRET = filled(0x5A);
  static final byte[] OURS = filled(0xC1);
  static final byte[] THEIRS = filled(0xD2);
  static final Ring RING =
      peer -> peer.equals(ANNA) ? Optional.of(SECRET.clone()) : Optional.empty();

  private Handshake() {}

  /** What a side wrote, and how it ended. */
  record Side(byte[] wrote, int read, Optional<IOException> refusal) {
    boolean opened() {
      return refusal.isEmpty();
    }

    String why() {
      return refusal.map(Said::by).orElse("it opened");
    }
  }

  static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static Proof.Hello hello(Peer peer) {
    return new Proof.Hello((byte) 'B', peer, "localhost:18811", OURS);
  }

  static byte[] framed(byte[] body) {
    byte[] frame = new byte[body.length + 2];
    frame[0] = (byte) (body.length >> 8);
    frame[1] = (byte) body.length;
    System.arraycopy(body, 0, frame, 2, body.length);
    return frame;
  }

  static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** The first pass. */
  static byte[] helloFrame() {
    return framed(hello(ANNA).encode());
  }

  /** The second pass. */
  static byte[] answerFrame() {
    return answering(helloFrame()).wrote();
  }

  /** The third pass. */
  static byte[] proofFrame() {
    byte[] all = calling(answerFrame()).wrote();
    return Arrays.copyOfRange(all, helloFrame().length, all.length);
  }

  static Side calling(byte[] answer) {
    return calling(answer, hello(ANNA), SECRET, Proof.NO_CERTIFICATE);
  }

  static Side calling(byte[] answer, Proof.Hello hello, byte[] secret, byte[] certificate) {
    var in = new ByteArrayInputStream(answer);
    var out = new ByteArrayOutputStream();
    Optional<IOException> refusal = Optional.empty();
    try {
      int limit = Proof.call(in, out, hello, secret, certificate);
      if (limit != LIMIT) {
        throw new AssertionError("limit " + limit);
      }
    } catch (IOException e) {
      refusal = Optional.of(e);
    }
    return new Side(out.toByteArray(), answer.length - in.available(), refusal);
  }

  static Side answering(byte[] said) {
    return answering(said, THEIRS, Proof.NO_CERTIFICATE);
  }

  static Side answering(byte[] said, byte[] number, byte[] certificate) {
    return answering(said, number, certificate, Optional.empty());
  }

  static Side answering(
      byte[] said, byte[] number, byte[] certificate, Optional<Refused> objection) {
    var in = new ByteArrayInputStream(said);
    var out = new ByteArrayOutputStream();
    Optional<IOException> refusal = Optional.empty();
    try {
      Proof.answer(in, out, RING, terms(number, objection), certificate);
    } catch (IOException e) {
      refusal = Optional.of(e);
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
    return new Side(out.toByteArray(), said.length - in.available(), refusal);
  }

  private static Proof.Terms terms(byte[] number, Optional<Refused> objection) {
    return new Proof.Terms() {
      @Override
      public byte[] number() {
        return number;
      }

      @Override
      public int limit() {
        return LIMIT;
      }

      @Override
      public Optional<Refused> objection(Proof.Hello hello) {
        return objection;
      }
    };
  }
}

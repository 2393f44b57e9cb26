package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes, it costs one frame and ends in a refusal. */
class ProofFuzzTest {
  private static final int ROUNDS = 200_000;
  private static final int FRAME = 2 + 512;
  private static final byte[] HELLO = Handshake.helloFrame();
  private static final byte[] ANSWER = Handshake.answerFrame();

  private final long seed = Seeds.ofThisRun();
  private final Random random = new Random(seed);

  @Test
  void noHelloCostsMoreThanOneFrameAndNoneOpens() {
    int answered = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] said = bent(HELLO);
      String where = "seed " + seed + ", round " + round;

      Handshake.Side door = answering(said, where);

      assertFalse(door.opened(), where);
      boolean accepted = door.wrote().length == ANSWER.length && door.wrote()[2] == 0;
      answered += accepted ? 1 : 0;
      // The frame after an answer is the caller's proof.
      assertTrue(door.read() <= (accepted ? 2 : 1) * FRAME, where + " read " + door.read());
      assertTrue(door.read() <= Math.max(2, declared(said) + (accepted ? FRAME : 0)), where);
      assertTrue(door.wrote().length <= FRAME, where);
    }
    assertTrue(answered > 0 && answered < ROUNDS / 2, answered + " of them were whole hellos");
  }

  @Test
  void noAnswerCostsMoreThanOneFrameAndNoneIsBelieved() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] answer = bent(ANSWER);
      String where = "seed " + seed + ", round " + round;
      if (!Arrays.equals(ANSWER, Arrays.copyOf(answer, ANSWER.length))) {
        Handshake.Side caller = Handshake.calling(answer);

        assertFalse(caller.opened(), where);
        assertTrue(caller.read() <= Math.min(FRAME, declared(answer)), where);
      }
    }
  }

  private Handshake.Side answering(byte[] said, String where) {
    try {
      return Handshake.answering(said);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(where, e);
    }
  }

  private static int declared(byte[] frame) {
    return frame.length < 2 ? frame.length : 2 + (frame[0] & 0xFF) * 256 + (frame[1] & 0xFF);
  }

  /** Random bytes, or a genuine frame with some bytes changed, cut off, put in or repeated. */
  private byte[] bent(byte[] genuine) {
    int kind = random.nextInt(5);
    byte[] bytes = Handshake.joined(genuine, new byte[600]);
    if (kind == 0) {
      bytes = new byte[random.nextInt(2_000)];
      random.nextBytes(bytes);
    } else if (kind == 1) {
      byte[] body = new byte[random.nextInt(513)];
      random.nextBytes(body);
      System.arraycopy(genuine, 2, body, 0, Math.min(random.nextInt(40), body.length));
      bytes = Handshake.framed(body);
    } else if (kind == 2) {
      bytes = Arrays.copyOf(genuine, random.nextInt(genuine.length + 600));
    }
    for (int change = kind < 2 ? -1 : random.nextInt(4);
        change >= 0 && bytes.length > 0;
        change--) {
      bytes[random.nextInt(Math.min(bytes.length, genuine.length))] = (byte) random.nextInt();
    }
    return bytes;
  }
}

package freeworker.wire.door;

import static freeworker.wire.door.Handshake.ANNA;
import static freeworker.wire.door.Handshake.SECRET;
import static freeworker.wire.door.Handshake.THEIRS;
import static freeworker.wire.door.Handshake.answerFrame;
import static freeworker.wire.door.Handshake.answering;
import static freeworker.wire.door.Handshake.calling;
import static freeworker.wire.door.Handshake.filled;
import static freeworker.wire.door.Handshake.framed;
import static freeworker.wire.door.Handshake.hello;
import static freeworker.wire.door.Handshake.helloFrame;
import static freeworker.wire.door.Handshake.joined;
import static freeworker.wire.door.Handshake.proofFrame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody is let in, and nobody is believed, but the holder of the secret, here and now. */
class ProofTest {
  @Test
  void holdersOfTheSameSecretMeet() {
    Handshake.Side caller = calling(answerFrame());
    Handshake.Side door = answering(joined(helloFrame(), proofFrame()));

    assertTrue(caller.opened(), caller.why());
    assertTrue(door.opened(), door.why());
  }

  @Test
  void noByteIsReadBeyondTheProof() {
    byte[] more = new byte[1000];

    Handshake.Side caller = calling(joined(answerFrame(), more));
    Handshake.Side door = answering(joined(joined(helloFrame(), proofFrame()), more));

    assertTrue(caller.opened(), caller.why());
    assertEquals(answerFrame().length, caller.read());
    assertTrue(door.opened(), door.why());
    assertEquals(helloFrame().length + proofFrame().length, door.read());
  }

  @Test
  void aHelloWithAnyOtherByteEndsInARefusalOnBothSides() {
    byte[] hello = helloFrame();
    byte[] proof = proofFrame();
    for (int at = 0; at < hello.length; at++) {
      for (int change = 1; change < 256; change++) {
        byte[] changed = changed(hello, at, change);

        Handshake.Side door = answering(joined(changed, proof));

        assertFalse(door.opened(), "byte " + at + " by " + change);
        assertFalse(calling(door.wrote()).opened(), "byte " + at + " by " + change);
      }
    }
  }

  @Test
  void anAnswerWithAnyOtherByteIsRefused() {
    byte[] answer = answerFrame();
    for (int at = 0; at < answer.length; at++) {
      for (int change = 1; change < 256; change++) {
        Handshake.Side caller = calling(changed(answer, at, change));

        assertFalse(caller.opened(), "byte " + at + " by " + change);
        assertEquals(helloFrame().length, caller.wrote().length, "it proves nothing to a stranger");
      }
    }
  }

  @Test
  void aProofWithAnyOtherByteIsRefused() {
    byte[] proof = proofFrame();
    for (int at = 0; at < proof.length; at++) {
      for (int change = 1; change < 256; change++) {
        byte[] said = joined(helloFrame(), changed(proof, at, change));
        assertFalse(answering(said).opened(), "byte " + at + " by " + change);
        assertFalse(answering(joined(said, new byte[600])).opened(), "byte " + at);
      }
    }
  }

  @Test
  void whatIsCutOffIsRefused() {
    byte[] said = joined(helloFrame(), proofFrame());
    for (int length = 0; length < said.length; length++) {
      assertFalse(answering(Arrays.copyOf(said, length)).opened(), length + " bytes said");
    }
    byte[] answer = answerFrame();
    for (int length = 0; length < answer.length; length++) {
      assertFalse(calling(Arrays.copyOf(answer, length)).opened(), length + " bytes answered");
    }
  }

  @Test
  void aFrameCutShorterInItsLengthTooIsRefused() {
    byte[] hello = hello(ANNA).encode();
    for (int length = 0; length < hello.length; length++) {
      byte[] said = joined(framed(Arrays.copyOf(hello, length)), proofFrame());
      assertFalse(answering(said).opened(), length + " bytes said");
    }
    byte[] answer = body(answerFrame());
    for (int length = 0; length < answer.length; length++) {
      assertFalse(calling(framed(Arrays.copyOf(answer, length))).opened(), length + " answered");
    }
    byte[] proof = body(proofFrame());
    for (int length = 0; length < proof.length; length++) {
      byte[] said = joined(helloFrame(), framed(Arrays.copyOf(proof, length)));
      assertFalse(answering(said).opened(), length + " proved");
    }
  }

  @Test
  void aFrameWithBytesLeftOverIsRefused() {
    for (int more = 1; more < 100; more++) {
      byte[] rest = new byte[more];
      byte[] hello = framed(joined(hello(ANNA).encode(), rest));
      Handshake.Side door = answering(joined(hello, proofFrame()));
      assertFalse(door.opened());
      assertEquals(0, door.wrote().length, "whoever speaks another protocol gets no answer");
      assertFalse(calling(framed(joined(body(answerFrame()), rest))).opened());
      byte[] proof = framed(joined(body(proofFrame()), rest));
      assertFalse(answering(joined(helloFrame(), proof)).opened());
    }
  }

  @Test
  void aReflectedPassIsRefused() {
    byte[] answer = answerFrame();
    byte[] code = Arrays.copyOfRange(answer, answer.length - Hmac.LENGTH, answer.length);

    assertFalse(answering(joined(helloFrame(), answer)).opened(), "the answer as proof");
    assertFalse(answering(joined(helloFrame(), framed(code))).opened(), "its code as proof");
    assertFalse(answering(joined(helloFrame(), helloFrame())).opened(), "the hello as proof");
    assertFalse(calling(helloFrame()).opened(), "the hello as answer");
    assertFalse(calling(proofFrame()).opened(), "a proof as answer");
    byte[] patched = answer.clone();
    System.arraycopy(proofFrame(), 2, patched, answer.length - Hmac.LENGTH, Hmac.LENGTH);
    assertFalse(calling(patched).opened(), "a proof as code of the answer");
  }

  @Test
  void aRecordedSessionIsWorthNothingAgain() {
    byte[] recorded = joined(helloFrame(), proofFrame());

    assertFalse(answering(recorded, filled(0xD3), Proof.NO_CERTIFICATE).opened());

    var again = new Proof.Hello((byte) 'B', ANNA, "localhost:18811", filled(0xC2));
    assertFalse(calling(answerFrame(), again, SECRET, Proof.NO_CERTIFICATE).opened());
  }

  @Test
  void anotherSecretIsRefusedOnBothSides() {
    for (byte[] wrong : new byte[][] {filled(0x5B), new byte[32], new byte[0]}) {
      Handshake.Side caller = calling(answerFrame(), hello(ANNA), wrong, Proof.NO_CERTIFICATE);

      assertEquals("whoever answers there does not hold the secret of client anna", caller.why());
      assertEquals(helloFrame().length, caller.wrote().length);
      byte[] covered = Arrays.copyOf(body(answerFrame()), 37);
      byte[] code =
          Hmac.of(wrong, "freeworker call 1", Proof.NO_CERTIFICATE, hello(ANNA).encode(), covered);
      assertEquals(
          "the proof of client anna is wrong", answering(joined(helloFrame(), framed(code))).why());
    }
  }

  @Test
  void anotherRoleAndAnUnknownNameAreRefusedInWords() {
    refusedInWords(new Peer(Role.WORKER, "anna"), "no such key here: worker anna");
    refusedInWords(new Peer(Role.PROCESS, "anna"), "no such key here: process anna");
    refusedInWords(new Peer(Role.CLIENT, "otto"), "no such key here: client otto");
    refusedInWords(new Peer(Role.CLIENT, ""), "no such key here: client ");
    refusedInWords(new Peer(Role.CLIENT, "a\u001b[2J\n€"), "no such key here: client a?[2J??");
  }

  @Test
  void aLongStrangeNameIsRefusedInWordsToo() {
    Handshake.Side door = answering(framed(hello(new Peer(Role.CLIENT, "€".repeat(140))).encode()));

    Handshake.Side caller = calling(door.wrote());

    assertInstanceOf(Refused.class, caller.refusal().orElseThrow());
    assertTrue(caller.why().startsWith("no such key here: client ????"), caller.why());
  }

  @Test
  void aRoleThatDoesNotExistIsNotAnswered() {
    byte[] hello = helloFrame();
    int role = 2 + 6 + 2;
    hello[role] = 'C';

    assertEquals(0, answering(hello).wrote().length);
  }

  @Test
  void anObjectionIsToldToHoldersOfKeysAlone() {
    byte[] none = Proof.NO_CERTIFICATE;
    Optional<Refused> full = Optional.of(new Crowded("the house is full"));

    Handshake.Side door = answering(helloFrame(), THEIRS, none, full);
    byte[] stranger = framed(hello(new Peer(Role.CLIENT, "otto")).encode());

    assertEquals("the house is full", door.why());
    assertEquals("the house is full", calling(door.wrote()).why());
    assertFalse(answering(stranger, THEIRS, none, full).why().contains("full"));
  }

  @Test
  void whoIsRefusedLearnsWhetherItIsForGood() {
    byte[] none = Proof.NO_CERTIFICATE;

    for (Refused why : List.of(new Crowded("no room"), new Refused("no"))) {
      Handshake.Side door = answering(helloFrame(), THEIRS, none, Optional.of(why));

      assertEquals(why.getClass(), calling(door.wrote()).refusal().orElseThrow().getClass());
    }
  }

  @Test
  void theCertificateAroundItIsPartOfTheProof() {
    byte[] ours = filled(0xE1);
    byte[] theirs = filled(0xE2);
    byte[] answer = answering(helloFrame(), THEIRS, ours).wrote();
    byte[] genuine = calling(answer, hello(ANNA), SECRET, ours).wrote();

    assertTrue(answering(genuine, THEIRS, ours).opened());
    assertFalse(answering(genuine, THEIRS, theirs).opened());
    assertFalse(answering(genuine, THEIRS, Proof.NO_CERTIFICATE).opened());
    assertFalse(calling(answer, hello(ANNA), SECRET, theirs).opened());
    assertFalse(calling(answer).opened());
  }

  @Test
  void anotherVersionIsNamed() {
    for (int version = 0; version < 256; version++) {
      if (version != Proof.VERSION) {
        byte[] hello = helloFrame();
        hello[2 + 4] = (byte) version;

        Handshake.Side door = answering(joined(hello, proofFrame()));

        String why = "the caller's door is of version " + version + ", this one of version 1";
        assertEquals(why, door.why());
        assertEquals(why, calling(door.wrote()).why());
      }
    }
  }

  @Test
  void aFrameThatIsTooLongIsNotRead() {
    for (int length : new int[] {0, 513, 514, 0x1000, 0xFFFF}) {
      byte[] said = joined(new byte[] {(byte) (length >> 8), (byte) length}, new byte[0x10000]);

      Handshake.Side door = answering(said);
      Handshake.Side caller = calling(said);

      assertEquals("a frame of " + length + " bytes at the door", door.why());
      assertEquals(2, door.read());
      assertEquals(0, door.wrote().length);
      assertEquals(2, caller.read());
      assertFalse(caller.opened());
    }
  }

  private static void refusedInWords(Peer peer, String words) {
    Handshake.Side door = answering(framed(hello(peer).encode()));
    Handshake.Side caller = calling(door.wrote());

    assertInstanceOf(Refused.class, caller.refusal().orElseThrow());
    assertEquals(words, caller.why());
    assertEquals(words, door.why(), "what a stranger writes is harmless in a log too");
  }

  private static byte[] changed(byte[] frame, int at, int change) {
    byte[] changed = frame.clone();
    changed[at] ^= (byte) change;
    return changed;
  }

  private static byte[] body(byte[] frame) {
    return Arrays.copyOfRange(frame, 2, frame.length);
  }
}

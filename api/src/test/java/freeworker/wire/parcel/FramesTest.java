package freeworker.wire.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What was encoded is decoded; any other bytes are a bad frame and cost nothing. */
class FramesTest {
  private static final byte[] FILE = {1, 2, 3};
  private static final Closure CLOSURE =
      new Closure(Map.of("Mine", Hash.of(FILE), "Mine$Größe", Hash.of(new byte[0])));
  private static final RunFrame RUN =
      new RunFrame(
          List.of(CLOSURE, new Closure(Map.of())),
          List.of(FILE, new byte[0]),
          List.of(
              new Parcel("Mine.lambda", CLOSURE.id(), new byte[300]),
              new Parcel("", CLOSURE.id(), new byte[0])));
  private static final OutcomeFrame OUTCOMES =
      new OutcomeFrame(
          List.of(
              new Outcome.Done(new byte[] {7, 8}),
              new Outcome.Failed("X", "no €", "at ...", null),
              new Outcome.Failed("X", "", "", FILE),
              new Outcome.NeedClasses(CLOSURE.id(), List.of(Hash.of(FILE)), 17),
              new Outcome.NotRun()));

  @Test
  void aFrameOfTasksComesBackWhole() {
    RunFrame back = RunFrame.decode(RUN.encode());

    assertEquals(RUN.manifests(), back.manifests());
    assertEquals(CLOSURE.classes(), back.manifests().get(0).classes());
    assertArrayEquals(FILE, back.classFiles().get(0));
    assertEquals("Mine.lambda", back.parcels().get(0).task());
    assertEquals(CLOSURE.id(), back.parcels().get(0).closure());
    assertEquals(300, back.parcels().get(0).body().length);
    assertArrayEquals(RUN.encode(), back.encode());
  }

  @Test
  void aFrameOfOutcomesComesBackWhole() {
    OutcomeFrame back = OutcomeFrame.decode(OUTCOMES.encode());

    assertEquals(5, back.outcomes().size());
    assertEquals("no €", assertInstanceOf(Outcome.Failed.class, back.outcomes().get(1)).message());
    assertEquals(OUTCOMES.outcomes().get(3), back.outcomes().get(3));
    assertEquals(new Outcome.NotRun(), back.outcomes().get(4));
    assertArrayEquals(OUTCOMES.encode(), back.encode());
  }

  @Test
  void anyOtherBytesAreABadFrame() {
    long seed = 20261121;
    mutate(seed, RUN.encode(), RunFrame::decode);
    mutate(seed, OUTCOMES.encode(), OutcomeFrame::decode);
  }

  private static void mutate(long seed, byte[] frame, Function<byte[], Object> decode) {
    var random = new Random(seed);
    int bad = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutant = mutant(frame, random);
      try {
        Objects.requireNonNull(decode.apply(mutant));
      } catch (BadFrame e) {
        bad++;
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertTrue(bad > 5_000, bad + " of 20000 mutants were refused");
  }

  private static byte[] mutant(byte[] frame, Random random) {
    byte[] mutant = Arrays.copyOf(frame, frame.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(mutant, random.nextInt(frame.length));
      case 1 -> Arrays.copyOf(mutant, frame.length + 1 + random.nextInt(9));
      case 2 -> withClaim(mutant, random);
      default -> {
        for (int i = random.nextInt(4); i >= 0; i--) {
          mutant[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        yield mutant;
      }
    };
  }

  /** A length that claims anything, at any place. */
  private static byte[] withClaim(byte[] mutant, Random random) {
    int at = random.nextInt(mutant.length - 4);
    int claim = random.nextBoolean() ? random.nextInt() : 1 << random.nextInt(31);
    ByteBuffer.wrap(mutant).putInt(at, claim);
    return mutant;
  }

  @Test
  void aFrameOfAnotherVersionSaysSo() {
    byte[] later = RUN.encode();
    later[1] = 9;

    String message = assertThrows(BadFrame.class, () -> RunFrame.decode(later)).getMessage();

    assertEquals(
        "The frame of tasks is of version 9, and this program speaks version 1. Use the same"
            + " release of Freeworker on both sides.",
        message);
  }

  @Test
  void aFrameOfOutcomesIsNoFrameOfTasks() {
    assertThrows(BadFrame.class, () -> RunFrame.decode(OUTCOMES.encode()));
    assertThrows(BadFrame.class, () -> OutcomeFrame.decode(RUN.encode()));
    assertThrows(BadFrame.class, () -> RunFrame.decode(new byte[0]));
  }

  @Test
  void aFrameThatIsTooLargeIsRefusedUnread() {
    byte[] large = Arrays.copyOf(RUN.encode(), Limits.FRAME + 1);

    BadFrame bad = assertThrows(BadFrame.class, () -> RunFrame.decode(large));

    assertEquals(
        "The frame of tasks has "
            + (Limits.FRAME + 1)
            + " bytes; the limit is "
            + Limits.FRAME
            + ".",
        bad.getMessage());
  }

  @Test
  void theIdOfAClosureChangesWithEachNameAndEachFile() {
    var other = new Closure(Map.of("Mine", Hash.of(FILE), "Mine$B", Hash.of(new byte[0])));
    var swapped = new Closure(Map.of("Mine$Größe", Hash.of(FILE), "Mine", Hash.of(new byte[0])));

    assertEquals(3, Map.of(CLOSURE.id(), 1, other.id(), 2, swapped.id(), 3).size());
    assertEquals(CLOSURE, new Closure(CLOSURE.classes()));
  }

  @Test
  void aHashIsTheSha256() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Hash.of("abc".getBytes(StandardCharsets.US_ASCII)).toString());
  }
}

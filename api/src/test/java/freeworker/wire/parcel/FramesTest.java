package freeworker.wire.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What was encoded is decoded; any other bytes are a bad frame and cost nothing. */
class FramesTest {
  private static final byte[] FILE = {1, 2, 3};
  private static final Closure CLOSURE =
      closure(Map.of("Mine.class", Hash.of(FILE), "Mine$Größe.class", Hash.of(new byte[0])));
  private static final RunFrame RUN =
      new RunFrame(
          List.of(CLOSURE, new Closure(Map.of("none.txt", List.of()), List.of(Hash.of(FILE)))),
          List.of(FILE, new byte[0]),
          List.of(
              new Parcel("Mine.lambda", CLOSURE.id(), new byte[300]),
              new Parcel("", CLOSURE.id(), new byte[0])));
  private static final Reply REPLY =
      new Reply(
          Reply.Kind.ANSWERED,
          true,
          1L << 40,
          List.of(
              new Outcome.Done(new byte[] {7, 8}),
              new Outcome.Failed("X", "no €", "at ...", null),
              new Outcome.Failed("X", "", "", FILE),
              new Outcome.NeedClasses(CLOSURE.id(), List.of(Hash.of(FILE)), 17),
              new Outcome.NotRun(),
              new Outcome.Several(
                  5,
                  List.of(new Outcome.Results(2, FILE), new Outcome.Results(1, new byte[0])),
                  Map.of(
                      0, new Outcome.Failed("X", "first", "", null),
                      3, new Outcome.Failed("Y", "", "at ...", FILE)))));

  @Test
  void aFrameOfTasksComesBackWhole() {
    RunFrame back = RunFrame.decode(RUN.encode());

    assertEquals(RUN.manifests(), back.manifests());
    assertEquals(CLOSURE.files(), back.manifests().get(0).files());
    assertArrayEquals(FILE, back.files().get(0));
    assertEquals("Mine.lambda", back.parcels().get(0).task());
    assertEquals(CLOSURE.id(), back.parcels().get(0).closure());
    assertEquals(300, back.parcels().get(0).body().length());
    assertArrayEquals(RUN.encode().frame(), back.encode().frame());
  }

  @Test
  void aReplyComesBackWhole() {
    Reply back = Reply.decode(REPLY.encode());

    assertEquals(Reply.Kind.ANSWERED, back.kind());
    assertTrue(back.over());
    assertEquals(1L << 40, back.nanos());
    assertEquals(6, back.outcomes().size());
    var several = assertInstanceOf(Outcome.Several.class, back.outcomes().get(5));
    assertEquals(5, several.tried());
    assertEquals(2, several.results().get(0).count());
    assertArrayEquals(FILE, several.results().get(0).array().bytes());
    assertEquals(Set.of(0, 3), several.failed().keySet());
    assertEquals(new Outcome.Failed("X", "first", "", null), several.failed().get(0));
    assertEquals("no €", assertInstanceOf(Outcome.Failed.class, back.outcomes().get(1)).message());
    assertEquals(REPLY.outcomes().get(3), back.outcomes().get(3));
    assertEquals(new Outcome.NotRun(), back.outcomes().get(4));
    assertArrayEquals(REPLY.encode().frame(), back.encode().frame());
  }

  @Test
  void anyOtherBytesAreABadFrame() {
    long seed = 20261121;
    mutate(seed, RUN.encode().frame(), bytes -> RunFrame.decode(Freight.of(bytes)));
    mutate(seed, REPLY.encode().frame(), bytes -> Reply.decode(Freight.of(bytes)));
    mutate(seed, new Want(7, CLOSURE.id(), "a/b").encode(), Want::decode);
    mutate(seed, new Supply(7, Map.of("a", List.of(FILE, FILE)), "no").encode(), Supply::decode);
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
    byte[] later = RUN.encode().frame();
    later[1] = 9;

    String message =
        assertThrows(BadFrame.class, () -> RunFrame.decode(Freight.of(later))).getMessage();

    assertEquals(
        "The frame of tasks is of version 9, and this program speaks version 3. Use the same"
            + " release of Freeworker on both sides.",
        message);
  }

  @Test
  void aBatchWhoseNumbersCannotBeIsABadFrame() {
    Outcome.Results two = new Outcome.Results(2, FILE);
    Outcome.Failed failed = new Outcome.Failed("X", "", "", null);
    for (Outcome.Several wrong :
        List.of(
            new Outcome.Several(0, List.of(), Map.of()),
            new Outcome.Several(Limits.BATCH + 1, List.of(), Map.of()),
            new Outcome.Several(3, List.of(two), Map.of()),
            new Outcome.Several(3, List.of(two, two), Map.of()),
            new Outcome.Several(3, List.of(two), Map.of(3, failed)),
            new Outcome.Several(2, List.of(two), Map.of(0, failed)),
            new Outcome.Several(2, List.of(new Outcome.Results(-2, FILE)), Map.of()))) {
      byte[] bytes = Reply.of(List.of(wrong)).encode().frame();

      assertThrows(BadFrame.class, () -> Reply.decode(Freight.of(bytes)), wrong::toString);
    }
  }

  @Test
  void aReplyIsNoFrameOfTasks() {
    assertThrows(BadFrame.class, () -> RunFrame.decode(REPLY.encode()));
    assertThrows(BadFrame.class, () -> Reply.decode(RUN.encode()));
    assertThrows(BadFrame.class, () -> RunFrame.decode(Freight.of(new byte[0])));
  }

  @Test
  void aFrameThatIsTooLargeIsRefusedUnread() {
    byte[] large = Arrays.copyOf(RUN.encode().frame(), Limits.FRAME + 1);

    BadFrame bad = assertThrows(BadFrame.class, () -> RunFrame.decode(Freight.of(large)));

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
    var other = closure(Map.of("Mine.class", Hash.of(FILE), "Mine$B", Hash.of(new byte[0])));
    var swapped =
        closure(Map.of("Mine$Größe.class", Hash.of(FILE), "Mine.class", Hash.of(new byte[0])));
    var withJar = new Closure(CLOSURE.files(), List.of(Hash.of(FILE)));
    var noMine = new Closure(Map.of("Mine.class", List.of()), List.of());
    var nothing = new Closure(Map.of(), List.of());

    assertEquals(
        6,
        Set.of(CLOSURE.id(), other.id(), swapped.id(), withJar.id(), noMine.id(), nothing.id())
            .size());
    assertEquals(CLOSURE, new Closure(CLOSURE.files(), CLOSURE.jars()));
  }

  @Test
  void aQuestionAndItsAnswerComeBackWhole() {
    var want = new Want(7, CLOSURE.id(), "META-INF/services/größe");
    var supply = new Supply(7, Map.of("a", List.of(FILE, new byte[0]), "b", List.of()), "");

    assertEquals(want, Want.decode(want.encode()));
    Supply back = Supply.decode(supply.encode());
    assertEquals(7, back.number());
    assertEquals(Set.of("a", "b"), back.files().keySet());
    assertArrayEquals(FILE, back.files().getOrDefault("a", List.of()).get(0));
    assertEquals(List.of(), back.files().get("b"));
    assertEquals("no", Supply.decode(new Supply(1, Map.of(), "no").encode()).refusal());
  }

  @Test
  void aHashIsTheSha256() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Hash.of("abc".getBytes(StandardCharsets.US_ASCII)).toString());
  }

  private static Closure closure(Map<String, Hash> files) {
    var lists = new HashMap<String, List<Hash>>();
    files.forEach((path, hash) -> lists.put(path, List.of(hash)));
    return new Closure(lists, List.of());
  }
}

package freeworker.wire.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Large arrays of an object travel beside its frame, and come back as what they were. */
final class LooseArraysTest {
  private static final int LIMIT = 64 << 20;
  private static final Hash CLOSURE = Hash.of(new byte[0]);
  private static final ObjectBytes.Rules ALL = name -> Class.forName(name);

  private record Holder(byte[] one, byte[] same, @Nullable Object other) implements Serializable {}

  private static byte[] array(int length, long seed) {
    var bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static Block written(@Nullable Object object) throws IOException {
    return ObjectBytes.write(object, LIMIT, type -> {});
  }

  private static Freight frame(Block... bodies) {
    List<Parcel> parcels = new ArrayList<>();
    for (Block body : bodies) {
      parcels.add(new Parcel("a task", CLOSURE, body));
    }
    return new RunFrame(List.of(), List.of(), parcels).encode();
  }

  /** As it comes out on the other side of a call. */
  private static Object sent(Object object) throws Exception {
    Freight freight = Freight.arrived(frame(written(object)).copy().travelling());
    return read(RunFrame.decode(freight).parcels().get(0).body());
  }

  private static Object read(Block block) throws Exception {
    return Objects.requireNonNull(ObjectBytes.read(block, ALL));
  }

  @Test
  void aLargeArrayIsInNoFrameAndIsReadWithoutACopy() throws Exception {
    byte[] large = array(Block.LARGE, 1);
    Freight freight = frame(written(new Holder(large, large, "x")));

    assertTrue(freight.frame().length < 500, freight.frame().length + " bytes");
    assertEquals(1, freight.beside().size(), "an array that is there twice travels once");
    assertArrayEquals(large, freight.beside().get(0));
    var back = (Holder) read(RunFrame.decode(freight).parcels().get(0).body());
    assertSame(freight.beside().get(0), back.one());
    assertSame(back.one(), back.same());
    assertEquals("x", back.other());
  }

  @Test
  void whatIsChangedAfterItWasWrittenTravelsAsItWas() throws Exception {
    for (boolean alone : new boolean[] {true, false}) {
      byte[] large = array(Block.LARGE, 2);
      byte[] before = large.clone();
      Block block = written(alone ? large : List.of(large));
      large[5]++;

      Object back = read(block);
      assertArrayEquals(before, (byte[]) (alone ? back : ((List<?>) back).get(0)));
    }
  }

  @Test
  void whatIsLentIsNotCopied() throws Exception {
    byte[] large = array(Block.LARGE, 3);
    assertSame(large, read(ObjectBytes.write(large, LIMIT, type -> {}, true)));
    Block list = ObjectBytes.write(List.of(large), LIMIT, type -> {}, true);
    assertSame(large, ((List<?>) read(list)).get(0));
  }

  @Test
  void anythingWithArraysOfAnySizeComesBackEqual() throws Exception {
    var random = new SplittableRandom(20261130);
    for (int round = 0; round < 200; round++) {
      List<byte[]> arrays = new ArrayList<>();
      int count = random.nextInt(12);
      for (int i = 0; i < count; i++) {
        arrays.add(array(random.nextInt(2 * Block.LARGE), random.nextLong()));
      }
      String which = "round " + round;
      List<?> back = (List<?>) sent(arrays);
      assertEquals(count, back.size(), which);
      for (int i = 0; i < count; i++) {
        assertArrayEquals(arrays.get(i), (byte[]) back.get(i), which);
        assertNotSame(arrays.get(i), back.get(i), which);
      }
    }
  }

  @Test
  void plainValuesAndWhatHidesAnArrayComeBackEqual() throws Exception {
    byte[] large = array(3 * Block.LARGE, 4);
    assertArrayEquals(large, (byte[]) sent(large));
    String text = "größer €".repeat(Block.LARGE);
    assertEquals(text, sent(text));
    var number = new BigInteger(1, large);
    assertEquals(number, sent(number));
    byte[][] rows = {large, new byte[3], large};
    byte[][] back = (byte[][]) sent(rows);
    assertSame(back[0], back[2]);
    assertArrayEquals(rows, back);
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      many.add(array(Block.LARGE, i));
    }
    List<?> all = (List<?>) sent((Serializable) many);
    for (int i = 0; i < many.size(); i++) {
      assertArrayEquals(many.get(i), (byte[]) all.get(i));
    }
  }

  @Test
  void severalTasksShareTheRoomBesideTheirFrame() throws Exception {
    Block[] bodies = new Block[6];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = written(List.of(array(Block.LARGE, i), array(Block.LARGE + 1, 100 + i)));
    }
    Freight freight = frame(bodies);

    assertEquals(Freight.MOST, freight.beside().size());
    List<Parcel> parcels = RunFrame.decode(freight).parcels();
    for (int i = 0; i < bodies.length; i++) {
      List<?> back = (List<?>) read(parcels.get(i).body());
      assertArrayEquals(array(Block.LARGE, i), (byte[]) back.get(0));
      assertArrayEquals(array(Block.LARGE + 1, 100 + i), (byte[]) back.get(1));
    }
  }

  @Test
  void anArrayThatTwoTasksWereGivenIsOneForEach() throws Exception {
    byte[] table = array(Block.LARGE, 15);
    Freight freight =
        frame(
            ObjectBytes.write(List.of(table), LIMIT, type -> {}, true),
            ObjectBytes.write(table, LIMIT, type -> {}, true));

    List<Parcel> parcels = RunFrame.decode(freight).parcels();
    Object first = ((List<?>) read(parcels.get(0).body())).get(0);
    Object second = read(parcels.get(1).body());
    assertArrayEquals(table, (byte[]) first);
    assertArrayEquals(table, (byte[]) second);
    assertNotSame(first, second);
  }

  /** Writes an array several times, each with other contents. */
  private static final class Refilling implements Serializable {
    private static final byte[] CHUNK = new byte[Block.LARGE];
    private final boolean unshared;

    Refilling(boolean unshared) {
      this.unshared = unshared;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      for (byte i = 1; i <= 3; i++) {
        Arrays.fill(CHUNK, i);
        if (unshared) {
          out.writeUnshared(CHUNK);
        } else {
          out.writeObject(CHUNK.clone());
        }
      }
      Arrays.fill(CHUNK, (byte) 100);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      List<byte[]> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add((byte[]) in.readObject());
      }
      READ.set(all);
    }
  }

  private static final ThreadLocal<List<byte[]>> READ = new ThreadLocal<>();

  @Test
  void aClassThatRefillsWhatItWritesIsReadAsItWasWritten() throws Exception {
    for (boolean lent : new boolean[] {false, true}) {
      for (boolean unshared : new boolean[] {false, true}) {
        read(ObjectBytes.write(new Refilling(unshared), LIMIT, type -> {}, lent));

        List<byte[]> back = READ.get();
        for (int i = 0; i < 3; i++) {
          assertEquals(i + 1, back.get(i)[Block.LARGE - 1], "lent " + lent);
        }
      }
    }
  }

  @Test
  void looseArraysCountTowardsTheLimit() {
    byte[] large = array(Block.LARGE, 6);
    for (Object object : List.of(large, List.of(large, 1))) {
      assertThrows(
          ObjectBytes.TooLarge.class, () -> ObjectBytes.write(object, Block.LARGE, type -> {}));
    }
  }

  @Test
  void nobodyElsesClassIsNamedForThem() throws Exception {
    List<Class<?>> named = new ArrayList<>();
    ObjectBytes.write(new Holder(array(Block.LARGE, 7), new byte[0], null), LIMIT, named::add);

    assertEquals(List.of(Holder.class, byte[].class), named);
  }

  @Test
  void theRulesOfTheReaderSeeEverythingElse() throws Exception {
    Block block = written(new Holder(array(Block.LARGE, 8), new byte[9], Map.of()));
    List<String> seen = new ArrayList<>();
    var rules =
        new ObjectBytes.Rules() {
          @Override
          public Class<?> named(String name) throws ClassNotFoundException {
            return Class.forName(name);
          }

          @Override
          public @Nullable String objection(ObjectInputFilter.FilterInfo read) {
            Class<?> type = read.serialClass();
            seen.add(type == null ? "" : type.getSimpleName() + read.arrayLength());
            return null;
          }
        };

    ObjectBytes.read(block, rules);

    assertTrue(seen.contains("Holder-1") && seen.contains("byte[]9"), seen::toString);
    assertTrue(seen.stream().noneMatch(each -> each.startsWith("Loose")), seen::toString);
  }

  @Test
  void arraysThatAreMissingOrTooManyAreABadFrame() throws Exception {
    Freight two = frame(written(List.of(array(Block.LARGE, 9), array(Block.LARGE, 10))));
    List<byte[]> beside = two.beside();

    bad(new Freight(two.frame(), beside.subList(0, 1)));
    bad(new Freight(two.frame(), List.of()));
    bad(new Freight(two.frame(), List.of(beside.get(0), beside.get(1), new byte[1])));
    bad(new Freight(two.frame(), List.of(beside.get(0), new byte[Limits.PAYLOAD])));
    assertThrows(BadFrame.class, () -> Freight.arrived("text"));
    assertThrows(BadFrame.class, () -> Freight.arrived(new byte[0][]));
    assertThrows(BadFrame.class, () -> Freight.arrived(new byte[10][1]));
    assertThrows(BadFrame.class, () -> Freight.arrived(new byte[2][]));
  }

  private static void bad(Freight freight) {
    assertThrows(BadFrame.class, () -> RunFrame.decode(freight));
  }

  @Test
  void aReferenceToAnArrayThatIsNotThereIsRefused() throws Exception {
    Block block = written(List.of(array(Block.LARGE, 11), array(Block.LARGE, 12)));

    assertThrows(
        IOException.class,
        () -> ObjectBytes.read(new Block(block.pieces(), block.loose().subList(0, 1)), ALL));
    assertThrows(
        IOException.class,
        () -> ObjectBytes.read(new Block(block.pieces(), List.of()), refusing()));
  }

  /** Rules of somebody who has never heard of references. */
  private static ObjectBytes.Rules refusing() {
    return name -> {
      if (name.startsWith("freeworker.")) {
        throw new ObjectBytes.Refused(name + " is none of theirs");
      }
      return Class.forName(name);
    };
  }

  @Test
  void changedFramesWithArraysBesideThemAreReadOrRefused() throws Exception {
    Freight freight = frame(written(new Holder(array(Block.LARGE, 13), array(100, 14), 5)));
    var random = new SplittableRandom(811);
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] mutant = freight.frame().clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      try {
        RunFrame back = RunFrame.decode(new Freight(mutant, freight.beside()));
        ObjectBytes.read(back.parcels().get(0).body(), ALL);
      } catch (RuntimeException | IOException | ClassNotFoundException e) {
        // As its readers on both sides, which take any of these for bytes that cannot be read.
        refused++;
      }
    }
    assertTrue(refused > 1_000, refused + " were refused");
  }
}

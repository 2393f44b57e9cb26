package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.TaskFailed;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Block;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Outcome;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that were changed on their way do no harm, on either side. */
class HostileFramesTest {
  private static final long SEED = 811;

  private final Wire wire = new Wire();

  @Test
  void aWorkerOutlivesFramesThatWereChanged() {
    wire.run(new Pets.Square(3));
    byte[] first = wire.sent.get(1).frame();
    wire.run(new Pets.Square(3));
    byte[] next = wire.sent.get(2).frame();
    var random = new Random(SEED);
    int bad = 0;

    for (int round = 0; round < 6_000; round++) {
      byte[] mutant = mutant(round % 2 == 0 ? first : next, random);
      try {
        wire.run(Freight.of(mutant));
      } catch (BadFrame e) {
        bad++;
      }
      wire.sent.clear();
    }

    assertTrue(bad > 30, bad + " mutants were no frames");
    assertEquals(9, wire.run(new Pets.Square(3)), "and it still works");
  }

  @Test
  void aClientOutlivesResultsThatWereChanged() {
    Packed task = wire.packer.pack("points", Pets.points(20));
    byte[] result = ((Outcome.Done) wire.deliver(task).get(0)).result().bytes();
    var random = new Random(SEED);
    int refused = 0;

    for (int round = 0; round < 20_000; round++) {
      byte[] mutant = mutant(result, random);
      try {
        wire.reader.read(Block.of(mutant), task, 0, 1);
      } catch (TaskFailed e) {
        refused++;
      }
    }

    assertTrue(refused > 4_000, refused + " mutants were refused");
  }

  @Test
  void aWorkerThatNeverHasEnoughIsGivenUp() {
    Packed task = wire.packer.pack("Square", new Pets.Square(3));
    var greedy = new Outcome.NeedClasses(task.shipment().closure().id(), List.of(), 17);

    var bad =
        assertThrows(
            BadFrame.class, () -> new Courier().deliver(List.of(task), frame -> List.of(greedy)));

    assertTrue(text(bad).contains("still lacks some"), bad.getMessage());
  }

  @Test
  void anAnswerToAnotherQuestionIsRefused() {
    Packed task = wire.packer.pack("Square", new Pets.Square(3));

    assertThrows(BadFrame.class, () -> new Courier().deliver(List.of(task), frame -> List.of()));
  }

  private static byte[] mutant(byte[] bytes, Random random) {
    byte[] mutant = bytes.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
    }
    return mutant;
  }

  private static String text(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }
}

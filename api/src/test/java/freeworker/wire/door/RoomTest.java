package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.limit.Allowance;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The requests of all callers fit into the heap together, whatever each of them may have. */
class RoomTest {
  @Test
  void smallRequestsAlwaysFindRoom() {
    var room = new Room(100_000);
    Room.Share large = room.new Share();
    assertTrue(large.hold(104_096));

    assertTrue(room.new Share().hold(4_096));
    assertFalse(room.new Share().hold(4_097));
    assertEquals(100_000, room.taken());
  }

  @Test
  void twoRequestsOfTheLargestSizeFitWhateverTheHeap() {
    Allowance small = Allowance.usual(128 << 20);

    assertEquals(16 << 20, Bounds.of(small, 1_000).memory());
    assertEquals(128 << 20, Bounds.of(small, 64 << 20).memory());
  }

  @Test
  void aSmallHeapHasFewerConnectionsAndNoKeyMoreThanHalfOfThem() {
    for (int shift = 0; shift < 42; shift++) {
      Bounds bounds = Bounds.of(Allowance.usual(1L << shift));

      assertTrue(2 * bounds.connectionsPerKey() <= bounds.connections(), bounds::toString);
      assertTrue(bounds.connectionsPerKey() >= 1, bounds::toString);
    }
    assertEquals(4_096, Bounds.of(Allowance.usual(1L << 30)).connections());
    assertEquals(1_024, Bounds.of(Allowance.usual(1L << 30)).connectionsPerKey());
    assertEquals(512, Bounds.of(Allowance.usual(128 << 20)).connections());
    assertEquals(256, Bounds.of(Allowance.usual(128 << 20)).connectionsPerKey());
  }

  @Test
  void aShareIsGivenBackOnceHoweverOftenItIsClosed() {
    var room = new Room(1_000_000);
    Room.Share share = room.new Share();
    assertTrue(share.hold(500_000));

    share.close();
    share.close();
    share.release();

    assertEquals(0, room.taken());
    assertFalse(share.hold(500_000), "it is closed");
    assertEquals(0, room.taken());
  }

  @Test
  void theAccountIsRightAfterAnyHistory() {
    long seed = Seeds.ofThisRun();
    var random = new Random(seed);
    var room = new Room(1_000_000);
    List<Room.Share> shares = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      shares.add(room.new Share());
    }
    for (int i = 0; i < 100_000; i++) {
      int which = random.nextInt(shares.size());
      switch (random.nextInt(10)) {
        case 0 -> shares.get(which).release();
        case 1 -> {
          shares.get(which).close();
          shares.set(which, room.new Share());
        }
        default -> shares.get(which).hold(random.nextInt(300_000));
      }
      assertTrue(room.taken() >= 0 && room.taken() <= room.size(), "seed " + seed);
    }
    shares.forEach(Room.Share::close);
    assertEquals(0, room.taken(), "seed " + seed);
  }
}

package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A door in a heap of 128 MiB outlives whoever floods it, with a key and without. More of it with
 * {@code -Dfreeworker.connections=100000}.
 */
@Timeout(1_800)
class DoorFloodTest {
  private static final int CONNECTIONS = Integer.getInteger("freeworker.connections", 800);
  private static final int HELD = Math.min(1_000, CONNECTIONS / 4);
  private static final int FLOODING = 4;
  private static final int OPEN_EACH = 60;
  private static final int OWN_THREADS = 40;

  private final long seed = Seeds.ofThisRun();

  @Test
  void aFloodOfEveryKindDoesNoHarm() throws Exception {
    try (Flooded door = Flooded.start("128m", List.of("hostile", "honest"))) {
      var attacks = new ArrayList<>(new Attacks(door.target()).all().entrySet());
      var next = new AtomicInteger();
      ExecutorService threads = Executors.newFixedThreadPool(FLOODING);
      List<Future<?>> floods = new ArrayList<>();
      for (int i = 0; i < FLOODING; i++) {
        var random = new Random(seed + i);
        floods.add(
            threads.submit(
                () -> {
                  Deque<Raw> open = new ArrayDeque<>();
                  while (next.getAndIncrement() < CONNECTIONS) {
                    attack(
                        door, attacks.get(random.nextInt(attacks.size())).getValue(), random, open);
                    if (open.size() > OPEN_EACH) {
                      open.remove().close();
                    }
                  }
                  for (Raw raw : open) {
                    raw.close();
                  }
                  return null;
                }));
      }
      for (Future<?> flood : floods) {
        flood.get();
      }
      threads.shutdown();

      served(door);
    }
  }

  @Test
  void manyWhoHoldTheirRequestsBackDoNoHarm() throws Exception {
    try (Flooded door = Flooded.start("128m", List.of("hostile", "honest"))) {
      var attacks = new Attacks(door.target());
      for (Attacks.Attack attack :
          List.<Attacks.Attack>of(
              attacks::holdArray,
              attacks::holdText,
              attacks::holdLittle,
              attacks::holdLittleSealed)) {
        Deque<Raw> open = new ArrayDeque<>();
        var random = new Random(seed);
        for (int i = 0; i < HELD; i++) {
          attack(door, attack, random, open);
        }
        assertTrue(door.alive(), "seed " + seed);
        for (Raw raw : open) {
          raw.close();
        }
      }

      served(door);
    }
  }

  private static void attack(Flooded door, Attacks.Attack attack, Random random, Deque<Raw> open) {
    try {
      var raw = new Raw(door.where);
      open.add(raw);
      // Who does not answer at once is left waiting.
      raw.socket.setSoTimeout(100);
      attack.on(raw, random);
    } catch (IOException e) {
      // As it should be.
    }
  }

  private void served(Flooded door) throws IOException {
    for (boolean sealed : new boolean[] {false, true}) {
      int most = door.threads(door.keys.get(1), sealed)[1];
      int bound = FloodedDoor.BOUNDS.pending() + HELD + FLOODING * OPEN_EACH + OWN_THREADS;
      System.out.println("threads at most " + most);
      assertTrue(most <= bound, most + " threads, seed " + seed);
    }
    assertTrue(door.alive(), "seed " + seed);
  }
}

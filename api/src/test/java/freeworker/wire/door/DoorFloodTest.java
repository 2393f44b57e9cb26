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
      var all = List.copyOf(new Attacks(door.target()).all().values());

      for (Raw raw : flood(door, all, CONNECTIONS, OPEN_EACH)) {
        raw.close();
      }

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
        List<Raw> open = flood(door, List.of(attack), HELD, HELD);
        assertTrue(door.alive(), "seed " + seed);
        for (Raw raw : open) {
          raw.close();
        }
      }

      served(door);
    }
  }

  /** The connections that are open still when all have attacked, so many of each thread. */
  private List<Raw> flood(Flooded door, List<Attacks.Attack> attacks, int connections, int openEach)
      throws Exception {
    var next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(FLOODING);
    List<Future<Deque<Raw>>> floods = new ArrayList<>();
    for (int i = 0; i < FLOODING; i++) {
      var random = new Random(seed + i);
      floods.add(
          threads.submit(
              () -> {
                Deque<Raw> open = new ArrayDeque<>();
                while (next.getAndIncrement() < connections) {
                  attack(door, attacks.get(random.nextInt(attacks.size())), random, open);
                  if (open.size() > openEach) {
                    open.remove().close();
                  }
                }
                return open;
              }));
    }
    threads.shutdown();
    List<Raw> open = new ArrayList<>();
    for (Future<Deque<Raw>> flood : floods) {
      open.addAll(flood.get());
    }
    return open;
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

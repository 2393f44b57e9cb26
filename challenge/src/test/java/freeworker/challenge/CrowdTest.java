package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.StaleLease;
import freeworker.WorkerLost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CrowdTest {
  @Test
  void eachClientRunsEachOfItsTasksOnce() throws Exception {
    var engine = new StubEngine(lend -> {});

    List<Crowd.Done<String>> done = run(engine, plan(3, true), 4);

    Set<List<Integer>> seen = new HashSet<>();
    done.forEach(d -> assertTrue(seen.add(List.of(d.client(), d.task())), "twice: " + d));
    assertEquals(12, seen.size());
    assertEquals(12, engine.lent.get());
    assertEquals(12, engine.freed.get(), "each worker was freed");
    assertTrue(done.stream().allMatch(d -> d.worker() == 7 && d.result().equals("hi")));
  }

  @Test
  void aTaskRunsAgainWhenItsWorkerDied() throws Exception {
    var engine =
        new StubEngine(
            lend -> {
              if (lend < 3) {
                throw new WorkerLost(7, "worker 7 died");
              }
            });

    List<WorkerLost> told = new ArrayList<>();
    try (var crowd = new Crowd<>(engine, plan(1, true), Supply.repeated(() -> "hi", 1))) {
      crowd.run(done -> {}, waiting -> {}, told::add);
    }

    assertEquals(2, told.size(), "each death is said");
    assertEquals(3, engine.lent.get());
    assertEquals(3, engine.freed.get());
  }

  @Test
  void aTaskThatKillsWorkerAfterWorkerIsGivenUp() {
    var engine =
        new StubEngine(
            lend -> {
              throw new WorkerLost(7, "worker 7 died");
            });

    assertThrows(WorkerLost.class, () -> run(engine, plan(1, true), 1));

    assertEquals(4, engine.lent.get());
  }

  @Test
  void aFunctionThatMayRunOnceIsNotRepeatedWhenItsWorkerDied() {
    var engine =
        new StubEngine(
            lend -> {
              throw new WorkerLost(7, "worker 7 died");
            });

    assertThrows(WorkerLost.class, () -> run(engine, plan(1, false), 1));

    assertEquals(1, engine.lent.get());
  }

  @Test
  void aStaleLeaseIsBorrowedAnewBecauseNothingRan() throws Exception {
    var engine =
        new StubEngine(
            lend -> {
              if (lend == 1) {
                throw new StaleLease(1, "lease 1 is over");
              }
            });

    assertEquals(1, run(engine, plan(1, false), 1).size());

    assertEquals(2, engine.lent.get());
  }

  @Test
  void theFirstFailureEndsTheRunAndItsClients() throws Exception {
    Set<Thread> clients = ConcurrentHashMap.newKeySet();
    var engine =
        new StubEngine(
            lend -> {
              clients.add(Thread.currentThread());
              if (lend == 2) {
                throw new IllegalStateException("second");
              }
            });
    var plan = new Crowd.Plan(2, Duration.ofSeconds(1), Duration.ofHours(1), true);

    try (var crowd = new Crowd<>(engine, plan, Supply.repeated(() -> "hi", 5))) {
      var e = assertThrows(IllegalStateException.class, () -> crowd.run(d -> {}, w -> {}, l -> {}));
      assertEquals("second", e.getMessage());
    }

    assertEquals(2, clients.size());
    assertEquals(2, engine.freed.get());
    assertFalse(clients.stream().anyMatch(Thread::isAlive), "a client outlived its crowd");
  }

  @Test
  void aClientThinksAfterATaskButNotAfterItsLast() throws Exception {
    var engine = new StubEngine(lend -> {});
    var think = Duration.ofMillis(300);

    long began = System.nanoTime();
    try (var crowd =
        new Crowd<>(
            engine,
            new Crowd.Plan(1, Duration.ZERO, think, true),
            Supply.repeated(() -> "hi", 2))) {
      crowd.run(d -> {}, w -> {}, l -> {});
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

    assertTrue(took >= 300, "it paused between two tasks: " + took + " ms");
  }

  private static Crowd.Plan plan(int clients, boolean again) {
    return new Crowd.Plan(clients, Duration.ofSeconds(1), Duration.ZERO, again);
  }

  private static List<Crowd.Done<String>> run(Engine engine, Crowd.Plan plan, int times)
      throws InterruptedException {
    List<Crowd.Done<String>> done = new ArrayList<>();
    try (var crowd = new Crowd<>(engine, plan, Supply.repeated(() -> "hi", times))) {
      crowd.run(done::add, waiting -> {}, lost -> {});
    }
    return done;
  }
}

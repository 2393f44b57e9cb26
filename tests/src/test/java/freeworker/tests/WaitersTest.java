package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.wire.Broker;
import freeworker.wire.Standing;
import freeworker.wire.door.Visit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundred clients, each with a session of its own, and one worker. */
class WaitersTest {
  private static final int CLIENTS = 100;

  /** What a step of the test takes at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Who waits does not give up while others of the hundred come: their order is what is seen. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Test
  void aHundredClientsAreServedInTheirOrderAndOneThatLeavesIsNoGhost(@TempDir Path folder)
      throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Engine> engines = new ArrayList<>();
    try (BrokerRun run = BrokerRun.start(folder, 1)) {
      Broker broker = Visit.by(run.key(), "localhost", run.port(), false).ask('B', Broker.class);
      BlockingQueue<Integer> served = new LinkedBlockingQueue<>();
      List<CompletableFuture<Integer>> results = new ArrayList<>();
      try (Engine first = run.engine();
          BorrowedWorker held = first.borrow(PATIENCE)) {
        for (int i = 0; i < CLIENTS; i++) {
          int number = i;
          Engine engine = run.engine();
          engines.add(engine);
          results.add(CompletableFuture.supplyAsync(() -> serve(engine, number, served), threads));
          await(broker, i + 1);
        }

        engines.get(40).close();
        await(broker, CLIENTS - 1);
        assertEquals(16, held.run(() -> 4 * 4), "those who wait disturb nobody");
      }

      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        if (i == 40) {
          var e =
              assertThrows(
                  ExecutionException.class, () -> results.get(40).get(60, TimeUnit.SECONDS));
          assertEquals(FreeworkerException.class, e.getCause().getClass(), e::toString);
        } else {
          assertEquals(i * i, results.get(i).get(60, TimeUnit.SECONDS));
          order.add(i);
        }
      }
      assertEquals(order, List.copyOf(served), "who came first was served first");
      await(broker, 0);
      assertEquals("idle", broker.standing().workers()[0].state());
      assertEquals(0, run.stop());
      run.audit(1);
    } finally {
      engines.forEach(Engine::close);
      threads.shutdownNow();
    }
  }

  private static int serve(Engine engine, int number, BlockingQueue<Integer> served) {
    try (BorrowedWorker worker = engine.borrow(LONGEST)) {
      served.add(number);
      return worker.run(() -> number * number);
    }
  }

  /** Asks the broker until so many wait. */
  private static void await(Broker broker, int waiting) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Standing standing = broker.standing();
    while (standing.waiting() != waiting || (waiting == 0 && busy(standing))) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(standing.waiting() + " wait, not " + waiting);
      }
      standing = broker.standing();
    }
  }

  private static boolean busy(Standing standing) {
    return !standing.workers()[0].state().equals("idle");
  }
}

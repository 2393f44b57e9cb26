package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.BrokerUnreachable;
import freeworker.Engine;
import freeworker.NoFreeWorker;
import freeworker.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartTest {
  @Test
  void anEngineGoesOnWhenItsBrokerIsBack(@TempDir Path folder) throws Exception {
    try (BrokerRun first = BrokerRun.start(folder, 1);
        Engine engine = Engine.open(first.engineAddress() + "&patience=0.2s")) {
      assertEquals(9, engine.run(() -> 3 * 3));
      List<ProcessHandle> workers = first.program().process().descendants().toList();
      first.program().signal("KILL");
      first.program().awaitExit();
      Program.awaitEnd(workers);

      var e = assertThrows(BrokerUnreachable.class, () -> engine.run(() -> 3 * 3));
      assertTrue(e.getMessage().contains("no broker at localhost:" + first.port()), e::toString);

      String port = String.valueOf(first.port());
      try (Program again = Program.start(folder, "broker", "1", "--port", port)) {
        again.awaitLine("ready on localhost:" + port);
        assertEquals(16, engine.run(() -> 4 * 4));
      }
    }
  }

  @Test
  void clientsOfABrokerThatIsKilledUnderLoadGoOnWithTheNextOne(@TempDir Path folder)
      throws Exception {
    try (BrokerRun first = BrokerRun.start(folder, 2);
        Engine engine = Engine.open(first.engineAddress() + "&patience=60s");
        Engine another = Engine.open(first.engineAddress() + "&patience=60s")) {
      var begun = new CountDownLatch(20);
      List<CompletableFuture<Integer>> load = new ArrayList<>();
      for (int i = 0; i < 240; i++) {
        int number = i;
        Task<Integer> task =
            () -> {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
              return number * 2;
            };
        CompletableFuture<Integer> one = (i % 2 == 0 ? engine : another).submit(task);
        load.add(one);
        var unused = one.whenComplete((result, failure) -> begun.countDown());
      }
      assertTrue(begun.await(60, TimeUnit.SECONDS));
      List<ProcessHandle> workers = first.program().process().descendants().toList();

      first.program().signal("KILL");

      Program.awaitEnd(workers);
      String port = String.valueOf(first.port());
      try (Program again = Program.start(folder, "broker", "2", "--port", port)) {
        again.awaitLine("kept the older profile profiling/results_2.csv as results_2.*csv");
        again.awaitLine("ready on localhost:" + port);
        List<List<CompletableFuture<Integer>>> both = List.of(open(load, 0), open(load, 1));
        try (Engine fresh = first.engine()) {
          // However busy the machine is, whoever comes anew has been served from here on.
          assertEquals(9, fresh.run(() -> 3 * 3));
        }
        for (List<CompletableFuture<Integer>> waiting : both) {
          assertFalse(waiting.isEmpty(), "there was load");
          var one = CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new));
          assertNotNull(one.get(5, TimeUnit.SECONDS), "the broker is found again");
        }
        for (int i = 0; i < load.size(); i++) {
          assertEquals(i * 2, load.get(i).get(60, TimeUnit.SECONDS));
        }
        again.signal("TERM");
        assertEquals(0, again.awaitExit());
      }
      first.audit(2);
    }
  }

  @Test
  void aLeaseOfTheBrokerBeforeDoesNotFreeTheOneOfTheSameNumber(@TempDir Path folder)
      throws Exception {
    try (BrokerRun first = BrokerRun.start(folder, 1);
        Engine engine = Engine.open(first.engineAddress() + "&patience=60s")) {
      BorrowedWorker old = engine.borrow(Duration.ofSeconds(30));
      first.program().signal("KILL");
      first.program().awaitExit();
      String port = String.valueOf(first.port());
      try (Program again = Program.start(folder, "broker", "1", "--port", port)) {
        again.awaitLine("ready on localhost:" + port);
        try (BorrowedWorker mine = engine.borrow(Duration.ofSeconds(30));
            Engine another = first.engine()) {

          old.close();

          assertThrows(NoFreeWorker.class, () -> another.borrow(Duration.ZERO));
          assertEquals(9, mine.run(() -> 3 * 3));
        }
      }
    }
  }

  /** What one of two engines still waits for. */
  private static List<CompletableFuture<Integer>> open(
      List<CompletableFuture<Integer>> load, int engine) {
    return IntStream.range(0, load.size())
        .filter(i -> i % 2 == engine)
        .mapToObj(load::get)
        .filter(each -> !each.isDone())
        .toList();
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Task;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a task leaves behind on its worker is cleared away before anything else runs there. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftBehindTest {
  private static final Duration WAIT = Duration.ofSeconds(60);

  private BrokerRun broker;
  private Engine engine;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = BrokerRun.start(folder, 1);
    engine = broker.engine();
  }

  @AfterAll
  void stop() {
    engine.close();
    broker.close();
  }

  /** What runs on the worker, apart from the test itself. */
  private static final class There {
    private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    static long pid() {
      return ProcessHandle.current().pid();
    }

    /** A thread that nothing ends. */
    static long stubborn() {
      var thread =
          new Thread(
              () -> {
                while (NEVER.getCount() > 0) {
                  LockSupport.park();
                }
              },
              "stubborn");
      thread.setDaemon(true);
      thread.start();
      return pid();
    }

    /** A thread that ends when it is interrupted. */
    static long polite() {
      new Thread(
              () -> {
                try {
                  NEVER.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              },
              "polite")
          .start();
      return pid();
    }

    static boolean runs(String thread) {
      return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(thread));
    }

    /** The classes that were unloaded so far, and the bytes that all others take. */
    static long[] classes() {
      System.gc();
      long metaspace =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Metaspace"))
              .map(MemoryPoolMXBean::getUsage)
              .mapToLong(usage -> usage.getUsed())
              .sum();
      return new long[] {
        ManagementFactory.getClassLoadingMXBean().getUnloadedClassCount(), metaspace
      };
    }
  }

  @Test
  void threadLocalsEndWithTheirTask() {
    Task<String> look = () -> There.LOCAL.get() == null ? There.INHERITED.get() : There.LOCAL.get();
    try (BorrowedWorker worker = engine.borrow(WAIT)) {
      worker.run(
          () -> {
            There.LOCAL.set("left");
            There.INHERITED.set("left");
            return null;
          });

      assertNull(worker.run(look));
    }
  }

  @Test
  void aThreadThatEndsWhenItIsInterruptedCostsNothing() {
    long first = engine.run(There::polite);

    assertEquals(first, engine.run(There::pid));
    assertFalse(engine.run(() -> There.runs("polite")));
  }

  @Test
  void aThreadThatGoesOnCostsAProcessAndNothingElse() throws Exception {
    int before = broker.rows(1).size();
    Set<Long> pids = new HashSet<>();

    for (int i = 0; i < 6; i++) {
      pids.add(engine.runOnce(There::stubborn));
    }

    assertEquals(6, pids.size(), "a new process each");
    assertFalse(engine.run(() -> There.runs("stubborn")));
    assertTrue(
        broker.rows(1).stream().skip(before).noneMatch(row -> row.contains(",lost,")),
        "no lease was lost");
    broker.program().awaitLine("left a thread behind .*thread 'stubborn' of a task did not end");
  }

  @Test
  void aThreadMayLiveAsLongAsItsBorrowerHoldsTheWorker() {
    long pid;
    try (BorrowedWorker worker = engine.borrow(WAIT)) {
      pid = worker.run(There::stubborn);
      assertTrue(worker.run(() -> There.runs("stubborn")));
    }

    try (BorrowedWorker worker = engine.borrow(WAIT)) {
      assertNotEquals(pid, worker.run(There::pid));
    }
  }

  @Test
  void theIdlePoolOfTheJdkIsNothingLeftBehind() {
    Task<Long> parallel =
        () ->
            IntStream.range(0, 100_000).parallel().mapToLong(i -> i).sum()
                - 4_999_950_000L
                + There.pid();

    assertEquals(engine.run(parallel), engine.run(parallel));
  }

  @Test
  void thousandsOfClosuresLeaveTheMetaspaceFlat() throws Exception {
    run(0, 200);
    long[] before = engine.run(There::classes);

    run(200, 1000);

    long[] after = engine.run(There::classes);
    assertTrue(after[0] - before[0] >= 2 * 700, after[0] - before[0] + " classes unloaded");
    assertTrue(
        after[1] - before[1] < 2 << 20,
        "metaspace grew by " + (after[1] - before[1]) + " from " + before[1]);
  }

  private void run(int from, int to) throws ReflectiveOperationException {
    for (int number = from; number < to; number++) {
      Task<String> variant = Variant.of(number, number % 10 == 0);
      assertEquals(String.format("variant-%06d", number), engine.run(variant));
    }
  }
}

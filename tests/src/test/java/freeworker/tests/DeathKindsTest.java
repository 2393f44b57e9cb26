package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.Engine;
import freeworker.Task;
import freeworker.TaskCancelled;
import freeworker.TaskFailed;
import freeworker.WorkerLost;
import freeworker.wire.door.Aside;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a task brings its worker down: its caller learns who died and how, and the next runs. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeathKindsTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

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

  /** What runs on the worker. */
  private static final class There {
    private static final Object LEFT = new Object();
    private static final Object RIGHT = new Object();

    static long pid() {
      return ProcessHandle.current().pid();
    }

    static long exit() {
      System.out.println("about to go");
      System.exit(7);
      return 0;
    }

    static long outOfMemory() {
      return new long[Integer.MAX_VALUE - 8].length;
    }

    static long nativeCrash() throws ReflectiveOperationException {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field field = type.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      type.getMethod("putAddress", long.class, long.class).invoke(field.get(null), 0L, 0L);
      return 0;
    }

    static long endless() {
      while (true) {
        Thread.onSpinWait();
      }
    }

    static long deadlock() throws InterruptedException {
      var both = new CountDownLatch(2);
      new Thread(() -> lock(RIGHT, LEFT, both)).start();
      lock(LEFT, RIGHT, both);
      return 0;
    }

    private static void lock(Object first, Object second, CountDownLatch both) {
      synchronized (first) {
        both.countDown();
        try {
          both.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        synchronized (second) {
          second.notifyAll();
        }
      }
    }

    static long flood() throws InterruptedException {
      var never = new CountDownLatch(1);
      for (int i = 0; i < 1_000; i++) {
        var thread =
            new Thread(
                () -> {
                  while (never.getCount() > 0) {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      // It goes on.
                    }
                  }
                });
        thread.start();
      }
      never.await();
      return 0;
    }

    @SuppressWarnings("InfiniteRecursion") // what it is for
    static long overflow(long depth) {
      return 1 + overflow(depth + 1);
    }

    static long mute() throws IOException {
      System.out.close();
      System.err.close();
      new FileOutputStream(FileDescriptor.out).close();
      new FileOutputStream(FileDescriptor.err).close();
      System.out.println("nobody hears this");
      return pid();
    }
  }

  /** A result that has a gibibyte on the wire, and nowhere else. */
  private static final class Vast implements Serializable {
    private void writeObject(ObjectOutputStream out) throws IOException {
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < 1_024; i++) {
        out.write(piece);
      }
    }
  }

  @Test
  void aKillIsToldWithItsSignalWithinASecond() throws Exception {
    long first = engine.run(There::pid);
    try (var meeting = new Meeting()) {
      Task<Long> task = meeting.task();
      CompletableFuture<Long> answer = Aside.get(() -> engine.runOnce(task));
      Meeting.Guest guest = meeting.await();
      assertEquals(first, guest.pid());

      long began = System.nanoTime();
      guest.kill();
      var e = assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));

      Duration told = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(told.compareTo(Duration.ofSeconds(1)) < 0, told::toString);
      told((WorkerLost) e.getCause(), first, "was killed by signal 9");
    }
  }

  @Test
  void anExitIsToldWithItsCodeAndTheLastWords() {
    dies(There::exit, "ended with exit code 7; its last words: about to go");
  }

  @Test
  void lackOfMemoryIsTold() {
    dies(There::outOfMemory, "ran out of memory (exit code 3)");
  }

  @Test
  void aNativeCrashIsToldWithItsSignal() {
    dies(There::nativeCrash, "was killed by signal 6");
  }

  @Test
  void anEndlessLoopEndsWithItsLimitAndItsProcess() {
    isEnded(There::endless);
  }

  @Test
  void aDeadlockEndsWithItsLimitAndItsProcess() {
    isEnded(There::deadlock);
  }

  @Test
  void aFloodOfThreadsEndsWithItsLimit() {
    long first = engine.run(There::pid);

    assertThrows(TaskCancelled.class, () -> engine.within(LIMIT).run(There::flood));

    assertNotEquals(first, engine.run(There::pid), "its threads go on, so their process ended");
  }

  @Test
  void aResultOfAGibibyteIsRefusedAndTheWorkerLives() {
    long first = engine.run(There::pid);

    var failed = assertThrows(TaskFailed.class, () -> engine.run(Vast::new));

    assertTrue(failed.getMessage().contains("(limit result-bytes = 64M)"), failed::getMessage);
    assertEquals(first, engine.run(There::pid));
  }

  @Test
  void aStackOverflowIsTheTasksOwnAndTheWorkerLives() {
    long first = engine.run(There::pid);

    var failed = assertThrows(TaskFailed.class, () -> engine.run(() -> There.overflow(0)));

    assertEquals("java.lang.StackOverflowError", failed.remoteClass());
    assertEquals(first, engine.run(There::pid));
  }

  @Test
  void aWorkerWhoseOutputsWereClosedRunsOn() {
    long first = engine.run(There::mute);

    assertEquals(first, engine.run(There::pid));
    dies(There::exit, "ended with exit code 7");
  }

  @Test
  void whatAClosedEngineStillRunsEnds() throws Exception {
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    try (var meeting = new Meeting()) {
      Meeting.Guest guest;
      try (Engine closed = broker.engine()) {
        answers.add(closed.submit(meeting.patient()));
        guest = meeting.await();
        answers.add(closed.submit(There::pid));
      }

      assertEquals(-1, guest.socket().getInputStream().read(), "it had no time to say a word");
      for (CompletableFuture<Long> answer : answers) {
        assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
      }
      assertNotEquals(0, engine.run(There::pid));
    }
  }

  private void dies(Task<Long> task, String how) {
    long first = engine.run(There::pid);

    told(assertThrows(WorkerLost.class, () -> engine.runOnce(task)), first, how);
  }

  private void told(WorkerLost lost, long pid, String how) {
    String message = lost.getMessage();
    assertTrue(message.startsWith("worker 0 died while running "), message);
    assertTrue(message.contains(", attempt 1 of 4): pid " + pid + " " + how), message);
    assertTrue(message.endsWith("It may have run in part; runOnce does not repeat it."), message);
    assertNotEquals(pid, engine.run(There::pid), "another process has its place");
  }

  /** The task is cancelled, does not stop, and its process is ended for that after the grace. */
  private void isEnded(Task<Long> task) {
    long first = engine.run(There::pid);
    long began = System.nanoTime();

    var cancelled = assertThrows(TaskCancelled.class, () -> engine.within(LIMIT).run(task));

    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(took.compareTo(LIMIT.plusSeconds(4)) < 0, took::toString);
    String message = cancelled.getMessage();
    assertTrue(message.contains(" on worker 0 (lease "), message);
    assertTrue(message.contains("its limit of 1 s was over"), message);
    assertTrue(message.contains("pid " + first + " "), message);
    assertTrue(message.contains("its task was cancelled and did not stop"), message);
    assertNotEquals(first, engine.run(There::pid));
    String fault = "worker 0 died: pid " + first + " ";
    assertTrue(
        broker.program().err().stream().noneMatch(line -> line.contains(fault)),
        "a cancelled task is no fault");
  }
}

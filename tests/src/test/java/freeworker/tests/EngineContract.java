package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.NoFreeWorker;
import freeworker.StaleLease;
import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every engine promises; run against each with two workers. */
@Timeout(120)
abstract class EngineContract {
  /** A result of a class that the workers do not have. */
  record Point(int x, int y) implements Serializable {}

  /** A task that does not serialize. */
  private static final class Holder implements Task<Integer> {
    private final Thread thread = new Thread();

    @Override
    public Integer run() {
      return thread.getPriority();
    }
  }

  /** The engine under test; the suite does not close it. */
  abstract Engine engine();

  @Test
  void aTaskReturnsWhatItComputed() {
    assertEquals(9, engine().run(() -> 3 * 3));
    assertEquals(9, engine().runOnce(() -> 3 * 3));
    assertEquals(new Point(3, 4), engine().run(() -> new Point(3, 4)));
  }

  /** Named by nobody but by text. */
  static final class Unnamed {
    static String word() {
      return "found";
    }
  }

  @Test
  void whatNobodyForesawIsBroughtWhileTheTaskRuns() {
    String name = EngineContract.class.getName() + "$" + "Un" + "named";
    Task<String> task = () -> (String) Class.forName(name).getDeclaredMethod("word").invoke(null);
    Task<Boolean> resource = () -> Point.class.getResource("/no/such/file") == null;

    assertEquals("found", engine().run(task));
    assertEquals(true, engine().run(resource));
    try (BorrowedWorker worker = engine().borrow(Duration.ofSeconds(20))) {
      assertEquals("found", worker.run(task));
    }
  }

  @Test
  void aTaskMayReturnNothing() {
    assertNull(engine().run(() -> null));
  }

  @Test
  void aFunctionRunsElsewhereEachTime() {
    Function<Integer, Integer> square = engine().remote(x -> x * x);

    assertEquals(49, square.apply(7));
    assertEquals(64, square.apply(8));
  }

  @Test
  void whatWasCapturedIsNeverStale() {
    for (int i = 0; i < 20; i++) {
      int number = i;
      assertEquals(number, engine().run(() -> number));
    }
  }

  @Test
  void manySubmittedTasksAllComeBack() throws Exception {
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int number = i;
      answers.add(engine().submit(() -> 2 * number));
    }

    for (int i = 0; i < 500; i++) {
      assertEquals(2 * i, answers.get(i).get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void aTasksOwnExceptionArrivesWhole() {
    var failed =
        assertThrows(
            TaskFailed.class,
            () ->
                engine()
                    .run(
                        () -> {
                          throw new IllegalStateException(
                              "out", new ArithmeticException("deep inside"));
                        }));

    assertEquals("java.lang.IllegalStateException", failed.remoteClass());
    assertEquals("out", failed.remoteMessage());
    assertTrue(failed.remoteStack().contains("deep inside"), failed::remoteStack);
    assertTrue(failed.worker() >= 0 && failed.worker() < 2);
    assertEquals(1, failed.attempt());
    assertInstanceOf(IllegalStateException.class, failed.getCause());
  }

  @Test
  void whatCannotTravelIsRefusedWithThePathToIt() {
    var refused = assertThrows(TaskRefused.class, () -> engine().run(new Holder()));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("EngineContract$Holder.thread"), message);
    assertTrue(message.contains("java.lang.Thread"), message);
    assertEquals(9, engine().run(() -> 9), "the workers are free for others");
  }

  @Test
  void aBorrowedWorkerStaysTheSameUntilItIsGivenBack() {
    BorrowedWorker kept;
    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
        BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
      assertNotEquals(one.number(), two.number());
      assertEquals(1, one.run(() -> 1));
      assertEquals(2, one.run(() -> 2));

      assertThrows(NoFreeWorker.class, () -> engine().borrow(Duration.ofMillis(50)));
      kept = one;
    }
    assertThrows(StaleLease.class, () -> kept.run(() -> 3));
    assertEquals(4, engine().run(() -> 4));
  }

  @Test
  void aBorrowerGetsAWorkerThatTheEngineHeldBetweenTasks() {
    assertEquals(1, engine().run(() -> 1));

    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
        BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
      assertNotEquals(one.number(), two.number());
    }
  }

  @Test
  void waitersThatGaveUpLeaveNothingBehind() throws Exception {
    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
        BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
      assertNotEquals(one.number(), two.number());
      List<CompletableFuture<Void>> waiters = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        waiters.add(
            CompletableFuture.runAsync(
                () ->
                    assertThrows(
                        NoFreeWorker.class, () -> engine().borrow(Duration.ofMillis(200)))));
      }
      for (CompletableFuture<Void> waiter : waiters) {
        waiter.get(60, TimeUnit.SECONDS);
      }
    }
    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
        BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
      assertNotEquals(one.number(), two.number(), "both can be borrowed again");
    }
  }

  @Test
  void aResultThatIsNotSerializableIsAFailureThatSaysSo() {
    Task<Object> task = () -> new Thread();

    var failed = assertThrows(TaskFailed.class, () -> engine().run(task));

    assertTrue(String.valueOf(failed.getMessage()).contains("java.lang.Thread"), failed::toString);
  }

  @Test
  void anUnknownAddressNamesTheKnownForms() {
    var e = assertThrows(FreeworkerException.class, () -> Engine.open("carrier-pigeon:2"));

    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("rmi://HOST:PORT") && message.contains("embedded:N"), message);
  }
}

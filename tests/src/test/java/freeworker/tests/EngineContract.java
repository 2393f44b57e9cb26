package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.NoFreeWorker;
import freeworker.Outcome;
import freeworker.StaleLease;
import freeworker.Task;
import freeworker.TaskCancelled;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import freeworker.wire.door.Aside;
import java.io.File;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every engine promises; run against each with two workers. */
@Timeout(120)
abstract class EngineContract extends GangContract {
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

  @Test
  void aTaskReturnsWhatItComputed() {
    assertEquals(9, engine().run(() -> 3 * 3));
    assertEquals(9, engine().runOnce(() -> 3 * 3));
    assertEquals(new Point(3, 4), engine().run(() -> new Point(3, 4)));
  }

  /** Bytes that are large enough to travel beside their frame, and that the task changes. */
  record Doubling(byte[] bytes, byte[] same) implements Task<List<byte[]>> {
    private static final byte[] KEPT = new byte[200_000];

    @Override
    public List<byte[]> run() {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (2 * bytes[i]);
      }
      KEPT[0]++;
      return new ArrayList<>(List.of(bytes, same, KEPT));
    }
  }

  @Test
  void largeArraysAreTheTasksOwnAndItsResultsTheCallers() throws Exception {
    var mine = new byte[300_000];
    Arrays.fill(mine, (byte) 3);
    var task = new Doubling(mine, mine);
    try (BorrowedWorker worker = engine().borrow(Duration.ofSeconds(20))) {
      List<byte[]> first = worker.run(task);

      assertEquals(3, mine[299_999], "the task has an array of its own");
      assertEquals(6, first.get(0)[299_999]);
      assertSame(first.get(0), first.get(1), "what was one array is one");
      first.get(2)[0] = 100;
      assertEquals(2, worker.run(task).get(2)[0], "and the caller has one of his");
    }
    CompletableFuture<List<byte[]>> answer = engine().submit(task);
    Arrays.fill(mine, (byte) 50);
    byte[] doubled = answer.get(60, TimeUnit.SECONDS).get(0);
    assertEquals(6, doubled[0], "a task travels as it was when it was given");
    assertEquals(6, doubled[299_999]);
  }

  @Test
  void arraysOfManyInputsComeBackInTheirOrder() {
    List<byte[]> inputs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      var input = new byte[50_000 + 1_000 * i];
      Arrays.fill(input, (byte) i);
      inputs.add(input);
    }

    List<byte[]> back = engine().map(inputs, input -> input).map(Outcome::result).toList();

    for (int i = 0; i < 40; i++) {
      assertArrayEquals(inputs.get(i), back.get(i), "input " + i);
    }
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
  void itKnowsHowManyWorkersThereAreAlsoWhileTheyAreLent() {
    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(20));
        BorrowedWorker other = engine().borrow(Duration.ofSeconds(20))) {
      assertNotEquals(one.number(), other.number());

      assertEquals(2, engine().workers());
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
            Aside.run(
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
  void aTaskThatTakesTooLongIsInterruptedAndItsWorkerGoesOn() throws Exception {
    try (var meeting = new Meeting()) {
      Engine hurried = engine().within(Duration.ofSeconds(2));

      var cancelled = assertThrows(TaskCancelled.class, () -> hurried.run(meeting.patient()));

      assertTrue(meeting.await().wasInterrupted());
      assertTrue(cancelled.begun());
      String message = String.valueOf(cancelled.getMessage());
      assertTrue(message.contains("Meeting"), message);
      assertTrue(message.contains("its limit of 2 s was over"), message);
      assertTrue(message.contains("It stopped when it was interrupted."), message);
      nobodyIsInterrupted();
      assertEquals(9, hurried.run(() -> 9));
    }
  }

  @Test
  void whoCompletesAFutureBeforeItsTaskDoesCancelsThat() throws Exception {
    try (var meeting = new Meeting()) {
      CompletableFuture<Long> answer = engine().submit(meeting.patient());
      Meeting.Guest guest = meeting.await();

      assertTrue(answer.cancel(true));

      assertTrue(guest.wasInterrupted());
      CompletableFuture<Long> other = engine().submit(meeting.patient());
      guest = meeting.await();
      assertTrue(other.complete(7L));
      assertTrue(guest.wasInterrupted());
      nobodyIsInterrupted();
    }
  }

  @Test
  void aThreadThatIsInterruptedWhileItsTaskRunsEndsThat() throws Exception {
    try (var meeting = new Meeting()) {
      var learned = new CompletableFuture<String>();
      var caller =
          new Thread(
              () -> {
                try {
                  engine().runOnce(meeting.patient());
                } catch (TaskCancelled e) {
                  learned.complete(e.getMessage() + Thread.currentThread().isInterrupted());
                }
              });
      caller.start();
      Meeting.Guest guest = meeting.await();

      caller.interrupt();

      assertTrue(guest.wasInterrupted());
      String message = learned.get(60, TimeUnit.SECONDS);
      assertTrue(message.contains("its caller was interrupted"), message);
      assertTrue(message.endsWith("true"), "the thread is interrupted still");
      nobodyIsInterrupted();
    }
  }

  @Test
  void aTaskThatWasCancelledBeforeItBeganNeverRuns(@TempDir Path folder) throws Exception {
    String file = folder.resolve("ran").toString();
    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
        BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
      assertNotEquals(one.number(), two.number());
      CompletableFuture<Boolean> answer = engine().submit(() -> new File(file).createNewFile());

      assertTrue(answer.cancel(true));
    }

    nobodyIsInterrupted();
    assertFalse(Files.exists(Path.of(file)));
  }

  @Test
  void aBorrowerWhoseTaskWasCancelledBorrowsAgain() throws Exception {
    try (var meeting = new Meeting();
        BorrowedWorker worker =
            engine().within(Duration.ofSeconds(2)).borrow(Duration.ofSeconds(30))) {
      assertThrows(TaskCancelled.class, () -> worker.run(meeting.patient()));

      assertTrue(meeting.await().wasInterrupted());
      assertThrows(StaleLease.class, () -> worker.run(() -> 1));
      try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
          BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
        assertNotEquals(one.number(), two.number(), "both can be borrowed again");
      }
    }
  }

  @Test
  void aTaskThatWaitsBehindAnotherOfItsBorrowerIsCancelledWithoutHarmToThat() throws Exception {
    try (var meeting = new Meeting();
        BorrowedWorker worker = engine().borrow(Duration.ofSeconds(30))) {
      Task<Long> task = meeting.task();
      CompletableFuture<Long> first = Aside.get(() -> worker.run(task));
      Meeting.Guest guest = meeting.await();
      Thread.currentThread().interrupt();

      var cancelled = assertThrows(TaskCancelled.class, () -> worker.run(() -> 2));

      assertTrue(Thread.interrupted());
      assertFalse(cancelled.begun());
      guest.letGo();
      assertEquals(guest.pid(), first.get(60, TimeUnit.SECONDS));
      assertEquals(3, worker.run(() -> 3));
    }
  }

  @Test
  void aLimitIsPositive() {
    assertThrows(IllegalArgumentException.class, () -> engine().within(Duration.ZERO));
  }

  /** Takes as long as it is told, so that its name says nothing about that. */
  private static Task<Long> nap(long millis) {
    return () -> {
      Thread.sleep(millis);
      return millis;
    };
  }

  @Test
  void aTaskThatTurnsOutLongHoldsUpNobodyWhileAnotherWorkerIsFree() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertEquals(0, engine().run(nap(0)));
    }
    CompletableFuture<Long> turnsOutLong = engine().submit(nap(100_000));
    for (int i = 0; i < 20; i++) {
      assertEquals(0, engine().submit(nap(0)).get(20, TimeUnit.SECONDS));
      assertEquals(0, engine().run(nap(0)));
    }

    assertFalse(turnsOutLong.isDone());
    assertTrue(turnsOutLong.cancel(true));
    nobodyIsInterrupted();
  }

  /** Both workers run tasks that see no interrupt. */
  private void nobodyIsInterrupted() {
    try (BorrowedWorker one = engine().borrow(Duration.ofSeconds(30));
        BorrowedWorker two = engine().borrow(Duration.ofSeconds(30))) {
      assertEquals(false, one.run(() -> Thread.interrupted()));
      assertEquals(false, two.run(() -> Thread.interrupted()));
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

package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.FreeworkerException;
import freeworker.Task;
import freeworker.TaskCancelled;
import freeworker.TaskFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacksTest {
  private static final Set<Thread.State> WAITS =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final OneWorker worker = new OneWorker();
  private final BorrowingEngine engine =
      new BorrowingEngine(
          worker,
          new Durations() {
            @Override
            double expected(String name) {
              return 1_000;
            }
          });

  private static Task<Integer> square(int side) {
    return () -> {
      if (side < 0) {
        throw new IllegalStateException("not " + side);
      }
      return side * side;
    };
  }

  @BeforeEach
  void bringItsClass() {
    engine.run(square(0));
    worker.calls.clear();
  }

  @AfterEach
  void close() {
    worker.gate.release(1_000_000);
    engine.close();
  }

  /** Asks for squares; the first has gone to the worker, which is held up, and the others wait. */
  private List<CompletableFuture<Integer>> heldUp(int... sides) throws InterruptedException {
    worker.hold();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int side : sides) {
      answers.add(engine.submit(square(side)));
      worker.awaitCalls(1);
    }
    return answers;
  }

  private static int get(CompletableFuture<Integer> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  @Test
  void smallTasksThatWaitTravelTogether() throws Exception {
    List<CompletableFuture<Integer>> answers = heldUp(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    worker.gate.release(10);

    for (int i = 0; i < 10; i++) {
      assertEquals(i * i, get(answers.get(i)));
    }
    assertEquals(List.of(1, 9), worker.calls);
  }

  @Test
  void oneThatFailsFailsAlone() throws Exception {
    List<CompletableFuture<Integer>> answers = heldUp(0, 1, 2, -3, 4);
    worker.gate.release(10);

    for (int i : new int[] {0, 1, 2, 4}) {
      assertEquals(i * i, get(answers.get(i)));
    }
    var failed = assertThrows(CompletionException.class, () -> answers.get(3).join());
    assertInstanceOf(TaskFailed.class, failed.getCause());
  }

  @Test
  void whenTheirWorkerDiesEachOfThemRunsAgainAlone() throws Exception {
    List<CompletableFuture<Integer>> answers = heldUp(0, 1, 2, 3, 4, 5);
    worker.gate.release(1);
    get(answers.get(0));
    worker.awaitCalls(2);
    synchronized (worker) {
      worker.deaths = 1;
    }
    worker.gate.release(100);

    for (int i = 0; i < 6; i++) {
      assertEquals(i * i, get(answers.get(i)));
    }
    assertEquals(List.of(1, 5, 1, 1, 1, 1, 1), worker.calls);
  }

  @Test
  void whoeverTakesOneBackIsToldAtOnceAndTheOthersAreDone() throws Exception {
    List<CompletableFuture<Integer>> answers = heldUp(0, 1, 2, 3);
    answers.get(2).cancel(true);
    Thread impatient = Thread.currentThread();
    CompletableFuture<Void> interrupting =
        CompletableFuture.runAsync(
            () -> {
              while (!WAITS.contains(impatient.getState())) {
                Thread.onSpinWait();
              }
              impatient.interrupt();
            },
            work -> new Thread(work).start());
    var cancelled = assertThrows(TaskCancelled.class, () -> engine.run(square(9)));
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    interrupting.join();
    worker.gate.release(10);

    assertTrue(String.valueOf(cancelled.getMessage()).contains("interrupted"), cancelled::toString);
    for (int i : new int[] {0, 1, 3}) {
      assertEquals(i * i, get(answers.get(i)));
    }
  }

  @Test
  void whatIsLeftWhenALeaseIsRecalledIsSentAgain() throws Exception {
    List<CompletableFuture<Integer>> answers = heldUp(0, 1, 2, 3, 4, 5, 6, 7);
    worker.runsBeforeRecall = 3;
    worker.gate.release(1);
    get(answers.get(0));
    worker.gate.release(1);
    get(answers.get(1));
    worker.runsBeforeRecall = Integer.MAX_VALUE;
    worker.gate.release(100);

    for (int i = 0; i < 8; i++) {
      assertEquals(i * i, get(answers.get(i)));
    }
  }

  @Test
  void whoTookLongTravelsAloneForAWhile() throws Exception {
    var durations = new Durations();
    durations.learn("Square", 1, 100_000);
    assertEquals(100_000, durations.expected("Square"));
    assertEquals(Double.MAX_VALUE, durations.expected("Stranger"));

    durations.learn("Square", 1, 50_000_000);
    assertEquals(Double.MAX_VALUE, durations.expected("Square"));
    for (int i = 0; i < 100; i++) {
      durations.learn("Square", 10, 1_000_000);
    }

    assertEquals(100_000, durations.expected("Square"), 1_000);
  }

  @Test
  void aTaskWithALimitTravelsAlone() throws Exception {
    worker.hold();
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(engine.within(Duration.ofSeconds(20)).submit(square(i)));
    }
    worker.gate.release(10);

    for (int i = 0; i < 5; i++) {
      assertEquals(i * i, get(answers.get(i)));
    }
    assertEquals(List.of(1, 1, 1, 1, 1), worker.calls);
  }

  @Test
  void whatIsDoneWithAResultMayRunTasksToo() throws Exception {
    List<CompletableFuture<Integer>> answers = heldUp(1, 2, 3, 4);
    List<CompletableFuture<Integer>> more =
        answers.stream().map(answer -> answer.thenApply(r -> engine.run(square(r)))).toList();
    worker.gate.release(1_000);

    for (int i = 0; i < 4; i++) {
      assertEquals((int) Math.pow(i + 1, 4), get(more.get(i)));
    }
  }

  @Test
  void whoeverWaitsIsToldWhenTheEngineCloses() throws InterruptedException {
    List<CompletableFuture<Integer>> answers = heldUp(0, 1, 2, 3);
    engine.close();
    worker.gate.release(100);

    for (CompletableFuture<Integer> answer : answers) {
      var failed = assertThrows(CompletionException.class, answer::join);
      assertInstanceOf(FreeworkerException.class, failed.getCause());
    }
  }
}

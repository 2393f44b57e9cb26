package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Worker;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnTest {
  private final Turn turn = new Turn(Duration.ofMinutes(1));
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  /** A run of a lease on a thread of its own, which lasts until it is let go. */
  private final class Run {
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Future<String> outcome;

    Run(Turn turn, long lease) {
      this(turn, lease, Worker.NO_END);
    }

    Run(Turn turn, long lease, long lasts) {
      Callable<String> work =
          () -> {
            Turn.Entry entry = turn.enter(lease, lasts);
            if (entry != Turn.Entry.GO) {
              return entry.name();
            }
            began.countDown();
            String how = "finished";
            try {
              end.await();
            } catch (InterruptedException e) {
              how = "interrupted";
            }
            boolean recalled = turn.leave(false);
            return how + (recalled ? ", recalled" : "") + (Thread.interrupted() ? ", flagged" : "");
          };
      outcome = callers.submit(work);
    }

    Run running() throws InterruptedException {
      assertTrue(began.await(30, TimeUnit.SECONDS));
      return this;
    }

    String letGo() throws Exception {
      end.countDown();
      return outcome.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void runsOfOneLeaseTakeTurns() throws Exception {
    Run first = new Run(turn, 5).running();
    Run second = new Run(turn, 5);

    assertThrows(TimeoutException.class, () -> second.outcome.get(100, TimeUnit.MILLISECONDS));

    assertEquals("finished", first.letGo());
    assertEquals("finished", second.running().letGo());
  }

  @Test
  void anOlderLeaseIsStaleOnceANewerOneRan() throws Exception {
    assertEquals("finished", new Run(turn, 5).running().letGo());

    assertEquals(Turn.Entry.STALE, turn.enter(4, Worker.NO_END));
  }

  @Test
  void aNewerLeaseInterruptsTheOlderTaskAndRunsOnlyAfterIt() throws Exception {
    Run older = new Run(turn, 5).running();
    Run newer = new Run(turn, 6);

    assertEquals("interrupted", older.outcome.get(30, TimeUnit.SECONDS));
    assertEquals("finished", newer.running().letGo());
  }

  @Test
  void aTaskThatDoesNotStopMakesTheNewerLeaseStuck() throws Exception {
    var hasty = new Turn(Duration.ZERO);
    var busy = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Future<?> stubborn =
        callers.submit(
            () -> {
              assertEquals(Turn.Entry.GO, hasty.enter(5, Worker.NO_END));
              busy.countDown();
              while (end.getCount() > 0) {
                Thread.onSpinWait();
              }
              hasty.leave(false);
              return true;
            });
    assertTrue(busy.await(30, TimeUnit.SECONDS));

    assertEquals(Turn.Entry.STUCK, hasty.enter(6, Worker.NO_END));

    end.countDown();
    stubborn.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aRecallOfAnIdleLeaseIsDoneAtOnce() throws Exception {
    assertEquals("finished", new Run(turn, 5).running().letGo());

    assertEquals(Turn.Answer.DONE, turn.recall(5));

    assertEquals(Turn.Entry.STALE, turn.enter(5, Worker.NO_END), "it is refused from now on");
  }

  @Test
  void aRecallWhileATaskRunsWaitsForItsEnd() throws Exception {
    Run run = new Run(turn, 5).running();
    assertTrue(turn.goesOn());

    assertEquals(Turn.Answer.RUNNING, turn.recall(5));

    assertFalse(turn.goesOn(), "no further task of the pack begins");
    assertEquals("finished, recalled", run.letGo());
    assertEquals(Turn.Entry.STALE, turn.enter(5, Worker.NO_END));
  }

  @Test
  void aLeaseThatIsCalledBackBeforeItCameMayRunOnce() throws Exception {
    assertEquals(Turn.Answer.RUNNING, turn.last(5));
    Run run = new Run(turn, 5).running();

    assertTrue(turn.goesOn(), "its first task begins");
    assertFalse(turn.goesOn(), "and no other");
    assertEquals("finished, recalled", run.letGo());
    assertEquals(Turn.Entry.STALE, turn.enter(5, Worker.NO_END));
    assertEquals(Turn.Answer.RUNNING, turn.last(7));
    assertEquals(Turn.Answer.DONE, turn.recall(7), "whoever does not come at all has lost it");
    assertEquals(Turn.Entry.STALE, turn.enter(7, Worker.NO_END));
  }

  @Test
  void aLeaseWhoseTurnIsOverComesBackWithItsTask() throws Exception {
    Run run = new Run(turn, 5, 0).running();

    assertTrue(turn.goesOn(), "its first task begins");
    assertFalse(turn.goesOn(), "and no other");
    assertEquals("finished, recalled", run.letGo());
    assertEquals(Turn.Entry.STALE, turn.enter(5, 0));
  }

  @Test
  void aTurnIsOfOneLeaseAndBeginsWithItsFirstTask() throws Exception {
    long hour = TimeUnit.HOURS.toNanos(1);
    assertEquals("finished", new Run(turn, 5, hour).running().letGo());
    Run again = new Run(turn, 5, 0).running();
    assertTrue(turn.goesOn());
    assertTrue(turn.goesOn(), "what was said first holds");
    assertEquals("finished", again.letGo());

    assertEquals("finished, recalled", new Run(turn, 6, 0).running().letGo());
  }

  @Test
  void aLeaseWithATurnCanBeCalledBackBefore() throws Exception {
    Run run = new Run(turn, 5, TimeUnit.HOURS.toNanos(1)).running();

    assertEquals(Turn.Answer.RUNNING, turn.last(5));

    assertEquals("finished, recalled", run.letGo());
  }

  @Test
  void aLeaseThatHasComeIsCalledBackBetweenTwoTasks() throws Exception {
    Run run = new Run(turn, 5).running();
    assertTrue(turn.goesOn());
    assertEquals(Turn.Answer.RUNNING, turn.last(5));
    assertEquals("finished, recalled", run.letGo());
    assertEquals("finished", new Run(turn, 6).running().letGo());

    assertEquals(Turn.Answer.DONE, turn.last(6));
    assertEquals(Turn.Entry.STALE, turn.enter(6, Worker.NO_END));
  }

  @Test
  void aClearedLeaseIsRefusedAndSaysWhetherSomethingRuns() throws Exception {
    Run run = new Run(turn, 5).running();

    assertEquals(Turn.Answer.RUNNING, turn.clear(5));
    assertEquals("finished", run.letGo());

    assertEquals(Turn.Answer.DONE, turn.clear(7));
    assertEquals(Turn.Entry.STALE, turn.enter(7, Worker.NO_END));
    assertEquals("finished", new Run(turn, 8).running().letGo());
  }

  @Test
  void aCancelledTaskIsInterruptedAndTheNextOneIsNot() throws Exception {
    Run run = new Run(turn, 5).running();

    assertEquals(Turn.Answer.DONE, turn.cancel(5));

    assertEquals("interrupted", run.outcome.get(30, TimeUnit.SECONDS));
    assertEquals(Turn.Entry.STALE, turn.enter(5, Worker.NO_END), "nothing more of its lease");
    assertEquals("finished", new Run(turn, 6).running().letGo());
  }

  @Test
  void aCancelThatComesBeforeItsTaskKeepsThatFromBeginning() throws Exception {
    assertEquals(Turn.Answer.DONE, turn.cancel(6));

    assertEquals(Turn.Entry.STALE, turn.enter(6, Worker.NO_END));
  }

  @Test
  void aCancelLeavesANewerLeaseAlone() throws Exception {
    Run newer = new Run(turn, 7).running();

    assertEquals(Turn.Answer.DONE, turn.cancel(6));

    assertEquals("finished", newer.letGo());
  }

  @Test
  void aCancelledTaskThatDoesNotStopIsStillRunningAfterTheGrace() throws Exception {
    var hasty = new Turn(Duration.ZERO);
    Run run = new Run(hasty, 5).running();

    assertEquals(Turn.Answer.RUNNING, hasty.cancel(5));

    assertEquals("interrupted", run.outcome.get(30, TimeUnit.SECONDS));
  }

  @Test
  void anInterruptThatIsNotOursStays() throws Exception {
    assertEquals(Turn.Entry.GO, turn.enter(5, Worker.NO_END));
    Thread.currentThread().interrupt();

    turn.leave(false);

    assertTrue(Thread.interrupted(), "it was meant for the caller");
  }
}

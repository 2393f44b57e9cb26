package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.WorkerLost;
import freeworker.wire.door.Aside;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerDeathTest {
  private BrokerRun broker;
  private Engine engine;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = BrokerRun.start(folder, 1, options());
    engine = broker.engine();
  }

  /** Those of the broker. */
  String[] options() {
    return new String[0];
  }

  @AfterAll
  void stop() throws Exception {
    engine.close();
    try {
      broker.stop();
      assertTrue(
          broker.rows(1).stream()
              .anyMatch(row -> row.contains(",began,0,Meeting.lambda (attempt 2),")),
          "the profile tells which tasks ran again");
    } finally {
      broker.close();
    }
  }

  @Test
  void runRunsATaskAgainWhenItsWorkerIsKilled() throws Exception {
    try (var meeting = new Meeting()) {
      CompletableFuture<Long> answer = engine.submit(meeting.task());
      Meeting.Guest first = meeting.await();

      first.kill();
      Meeting.Guest second = meeting.await();
      second.letGo();

      assertEquals(second.pid(), answer.get(60, TimeUnit.SECONDS));
      assertNotEquals(first.pid(), second.pid(), "the slot has a new process");
    }
  }

  @Test
  void runGivesUpAfterFourAttempts() throws Exception {
    try (var meeting = new Meeting()) {
      CompletableFuture<Long> answer = engine.submit(meeting.task());
      for (int attempt = 1; attempt <= 4; attempt++) {
        meeting.await().kill();
      }

      var e = assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));

      var lost = assertInstanceOf(WorkerLost.class, e.getCause());
      assertTrue(lost.getMessage().contains("attempt 4 of 4"), lost.getMessage());
    }
  }

  @Test
  void runOnceSaysWhoDiedAndHow() throws Exception {
    try (var meeting = new Meeting()) {
      var task = meeting.task();
      CompletableFuture<Long> answer = Aside.get(() -> engine.runOnce(task));
      Meeting.Guest guest = meeting.await();

      guest.kill();

      var e = assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));
      var lost = assertInstanceOf(WorkerLost.class, e.getCause());
      assertEquals(0, lost.worker());
      assertTrue(
          lost.getMessage().contains("pid " + guest.pid() + " was killed by signal 9"),
          lost.getMessage());
    }
  }

  @Test
  void aHeldBorrowLearnsWhoDiedAndTheSlotIsReplaced() throws Exception {
    try (var meeting = new Meeting();
        BorrowedWorker worker = engine.borrow(Duration.ofSeconds(30))) {
      var task = meeting.task();
      CompletableFuture<Long> answer = Aside.get(() -> worker.run(task));
      Meeting.Guest guest = meeting.await();

      guest.kill();

      var e = assertThrows(ExecutionException.class, () -> answer.get(60, TimeUnit.SECONDS));
      var lost = assertInstanceOf(WorkerLost.class, e.getCause());
      assertTrue(lost.getMessage().contains("signal 9"), lost.getMessage());
      long next = engine.run(() -> ProcessHandle.current().pid());
      assertNotEquals(guest.pid(), next);
      assertFalse(ProcessHandle.of(guest.pid()).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  @Test
  void aTaskThatEndsItsWorkerIsToldWithTheExitCode() {
    var lost =
        assertThrows(
            WorkerLost.class,
            () ->
                engine.runOnce(
                    () -> {
                      Runtime.getRuntime().halt(5);
                      return 0;
                    }));

    assertTrue(lost.getMessage().contains("exit code 5"), lost.getMessage());
  }
}

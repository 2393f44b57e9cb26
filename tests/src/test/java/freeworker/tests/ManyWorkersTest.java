package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyWorkersTest {
  private static final int WORKERS = 32;

  @Test
  void thirtyTwoWorkersRunThirtyTwoTasksAtOnce(@TempDir Path folder) throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, WORKERS)) {
      runOneTaskOnEach(broker);
      assertEquals(0, broker.stop());
      assertEquals(2 * WORKERS, broker.rows(WORKERS).size());
    }
  }

  private static void runOneTaskOnEach(BrokerRun broker) throws Exception {
    try (var meeting = new Meeting();
        Engine engine = broker.engine()) {
      List<CompletableFuture<Long>> answers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        answers.add(engine.submit(meeting.task()));
      }

      List<Meeting.Guest> guests = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        guests.add(meeting.await());
      }
      Set<Long> pids = new HashSet<>();
      for (Meeting.Guest guest : guests) {
        pids.add(guest.pid());
        guest.letGo();
      }

      assertEquals(WORKERS, pids.size(), "each task has a process of its own");
      for (CompletableFuture<Long> answer : answers) {
        answer.get(60, TimeUnit.SECONDS);
      }
    }
  }
}

package freeworker.broker.jobs;

import static freeworker.broker.jobs.JobStoreSamples.T0;
import static freeworker.broker.jobs.JobStoreSamples.alone;
import static freeworker.broker.jobs.JobStoreSamples.file;
import static freeworker.broker.jobs.JobStoreSamples.job;
import static freeworker.broker.jobs.JobStoreSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.broker.jobs.JobStoreFailure.Kind;
import freeworker.wire.job.Script;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that has no room says so, keeps what it has, and goes on when there is room. */
@Timeout(60)
class JobStoreFullTest {
  private static final long TWO_MEBIBYTES = 2 << 20;

  @TempDir private Path folder;

  /** Writes until there is no room, and says how much was taken. */
  static long fill(JobStore store, JobId id, int size) {
    var written = new long[1];
    var failure =
        assertThrows(
            JobStoreFailure.class,
            () -> {
              while (store.wrote(id, 1, 1, written[0], new byte[size])) {
                written[0] += size;
              }
            });
    assertEquals(Kind.FULL, failure.kind());
    assertTrue(
        failure
            .getMessage()
            .endsWith(
                "jobs.db has no room: nothing was recorded. Make room; what was accepted is kept."),
        failure.getMessage());
    return written[0];
  }

  @Test
  void whatWasAcceptedIsKeptAndThereIsRoomAgainAfterASweep() throws Exception {
    try (JobStore store = JobStore.open(folder, TWO_MEBIBYTES, Point.NONE)) {
      JobId id = alone(store.submit(job("ana")));
      JobId waiting = alone(store.submit(job("ben")));
      store.begin(id, 1, 0, T0);
      long written = fill(store, id, Script.PIECE);
      written += fillOn(store, id, written);

      int accepted = 0;
      try {
        while (true) {
          store.submit(job("ana"));
          accepted++;
        }
      } catch (JobStoreFailure e) {
        assertEquals(Kind.FULL, e.kind(), e::toString);
      }
      assertEquals(written, store.length(id, 1, 1));
      assertEquals(2 + accepted, store.standings(Page.of("", java.util.Set.of(), 9_999)).size());
      assertTrue(store.end(id, 1, "EXITED", 0, "", JobState.DONE, T0), "that needs no room");

      assertEquals(1, store.sweep(T0 + 1, Duration.ofDays(7), 0).submissions());

      assertTrue(store.submit(job("ana")) > 2 + accepted);
      assertTrue(store.begin(waiting, 1, 0, T0 + 2));
      assertTrue(store.wrote(waiting, 1, 1, 0, new byte[Script.PIECE]));
    }
  }

  private static long fillOn(JobStore store, JobId id, long from) throws Exception {
    long written = from;
    try {
      while (store.wrote(id, 1, 1, written, new byte[1_000])) {
        written += 1_000;
      }
    } catch (JobStoreFailure e) {
      assertEquals(Kind.FULL, e.kind(), e::toString);
    }
    return written - from;
  }

  @Test
  void whoFailsFailsAloneAmongThoseThatAreWrittenTogether() throws Exception {
    var gate = new JobStoreGate();
    try (JobStore store = JobStore.open(folder, TWO_MEBIBYTES, gate)) {
      JobId id = alone(store.submit(job("ana")));
      store.begin(id, 1, 0, T0);
      gate.shut();
      var first = JobStoreGate.call("first", () -> store.submit(job("a")));
      gate.awaitSomebody();
      var second = JobStoreGate.call("second", () -> store.submit(job("b")));
      var large = JobStoreGate.call("large", () -> store.wrote(id, 1, 1, 0, new byte[3 << 20]));
      var lacking =
          JobStoreGate.call("lacking", () -> store.submit(job("c", file("x", utf8("x")))));
      var third = JobStoreGate.call("third", () -> store.submit(job("d")));
      int before = gate.commits();

      gate.open();

      assertEquals(2, first.join());
      assertEquals(3, second.join());
      assertEquals(Kind.FULL, JobStoreGate.failure(large).kind());
      assertEquals(Kind.LACKING, JobStoreGate.failure(lacking).kind());
      assertEquals(4, third.join());
      assertEquals(1 + 3, gate.commits() - before, "the others were done again, one by one");
      assertEquals(0, store.length(id, 1, 1));
    }
  }

  @Test
  void whatIsRefusedDisturbsNobodyOfThoseThatAreWrittenTogether() throws Exception {
    var gate = new JobStoreGate();
    try (JobStore store = JobStore.open(folder, TWO_MEBIBYTES, gate)) {
      gate.shut();
      var first = JobStoreGate.call("first", () -> store.submit(job("a")));
      gate.awaitSomebody();
      var second = JobStoreGate.call("second", () -> store.submit(job("b")));
      var lacking =
          JobStoreGate.call("lacking", () -> store.submit(job("c", file("x", utf8("x")))));
      var third = JobStoreGate.call("third", () -> store.submit(job("d")));
      int before = gate.commits();

      gate.open();

      assertEquals(1, first.join());
      assertEquals(2, second.join());
      assertEquals(3, third.join());
      assertEquals(Kind.LACKING, JobStoreGate.failure(lacking).kind());
      assertEquals(1 + 1, gate.commits() - before, "one for the first, one for the others");
    }
  }
}

package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.Gang;
import freeworker.GangTask;
import freeworker.Member;
import freeworker.WorkerLost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GangDeathTest {
  @TempDir private Path folder;

  @Test
  void aMembersWorkerThatDiesEndsItsGangWithThatCause() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 3)) {
      try (Engine engine = broker.engine()) {
        GangTask<Integer> doomed =
            member -> {
              member.barrier();
              if (member.rank() == 2) {
                Runtime.getRuntime().halt(7);
              }
              return member.receive(2).length;
            };

        var lost = assertThrows(WorkerLost.class, () -> engine.gang(3, doomed).results());

        assertTrue(String.valueOf(lost.getMessage()).contains("exit code 7"), lost::toString);
        assertEquals(3, engine.gang(3, Member::rank).results().size(), "all can be had again");
      }
      assertEquals(0, broker.stop());
    }
    audit(3);
  }

  @Test
  void aGangWhoseCallerIsGoneGivesItsWorkersBack() throws Exception {
    try (BrokerRun broker = BrokerRun.start(folder, 2)) {
      GangTask<Integer> endless =
          member -> {
            member.send(Member.CALLER, new byte[1]);
            return member.receive(1 - member.rank()).length;
          };
      Engine gone = broker.engine();
      Gang<Integer> gang = gone.gang(2, endless);
      gang.receive();
      gone.close();
      assertThrows(RuntimeException.class, gang::results);
      try (Engine engine = broker.engine();
          BorrowedWorker one = engine.borrow(Duration.ofSeconds(20));
          BorrowedWorker other = engine.borrow(Duration.ofSeconds(20))) {
        assertEquals(1, one.number() + other.number());
      }
      assertEquals(0, broker.stop());
    }
    audit(2);
  }

  private void audit(int workers) throws Exception {
    try (Program audit =
        Program.start(folder, "grapher", "--audit", "profiling/results_" + workers + ".csv")) {
      assertEquals(0, audit.awaitExit(), audit.out()::toString);
    }
  }
}

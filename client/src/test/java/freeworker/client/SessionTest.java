package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Broker;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Standing;
import freeworker.wire.Welcome;
import java.nio.file.Path;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  /** A broker that knows only the session that entered last, and forgets the first one. */
  private static final class Forgetful implements Broker {
    private final AtomicLong sessions = new AtomicLong();
    private final List<Long> asked = new ArrayList<>();

    @Override
    public Welcome enter(byte[] card) {
      return new Welcome(sessions.incrementAndGet(), Duration.ofMinutes(1).toNanos());
    }

    @Override
    public synchronized Grant findFreeWorker(long session, long wait, int waiters, boolean kept) {
      asked.add(session);
      return session == 1 ? Grant.sessionOver() : Grant.of(7, 0, 1, new byte[0]);
    }

    @Override
    public boolean freeWorker(long session, long lease) {
      return true;
    }

    @Override
    public boolean beat(long session) {
      return true;
    }

    @Override
    public void leave(long session) {}

    @Override
    public Fate fate(int worker, long epoch) {
      return new Fate(false, "");
    }

    @Override
    public Standing standing() {
      return new Standing(new Standing.WorkerStanding[0], 0, 0, 0);
    }
  }

  @Test
  void aProgramWhoseSessionIsOverEntersAnewAndGetsItsWorker(@TempDir Path folder) throws Exception {
    var broker = new Forgetful();
    try (var lender = new RmiLender(new OpenDoor('B', broker).address(folder))) {
      Grant grant = lender.find(Duration.ZERO, 1, true);

      assertTrue(grant.granted());
      assertEquals(List.of(1L, 2L), broker.asked);
    } finally {
      UnicastRemoteObject.unexportObject(broker, true);
    }
  }
}

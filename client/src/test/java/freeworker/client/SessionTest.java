package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.FreeworkerException;
import freeworker.wire.Broker;
import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.LimitsStanding;
import freeworker.wire.Pass;
import freeworker.wire.Sizes;
import freeworker.wire.Standing;
import freeworker.wire.Welcome;
import freeworker.wire.Worker;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Tickets;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  /** A broker that knows only the session that entered last, and forgets the first one. */
  private static final class Forgetful implements Broker {
    private final AtomicLong sessions = new AtomicLong();
    private final List<Long> asked = new ArrayList<>();

    /** How often the network breaks as somebody enters. */
    private int breaks;

    @Override
    public byte[] enter(byte[] card) throws RemoteException {
      if (breaks-- > 0) {
        try {
          Objects.requireNonNull(Caller.current()).close();
        } catch (IOException e) {
          throw new RemoteException("it did not even break", e);
        }
      }
      return new Welcome(sessions.incrementAndGet(), Duration.ofMinutes(1).toNanos(), Sizes.USUAL)
          .encode();
    }

    @Override
    public synchronized byte[] findFreeWorker(long session, long wait, int waiters, boolean kept) {
      asked.add(session);
      Grant grant =
          session == 1 ? Grant.sessionOver() : Grant.of(7, 0, 1, new byte[0], Worker.NO_END);
      return grant.encode();
    }

    @Override
    public byte[] findFreeWorkers(long session, long wait, int workers) {
      throw new AssertionError("nobody calls a gang");
    }

    @Override
    public void waiting(long session, int waiters, boolean kept) {}

    @Override
    public boolean freeWorker(long session, long lease) {
      return true;
    }

    @Override
    public boolean cancel(long session, long lease) {
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
      return new Standing(new Standing.WorkerStanding[0], 0, 0, 0, "first-free");
    }

    @Override
    public LimitsStanding limits() {
      return new LimitsStanding(new LimitsStanding.Line[0]);
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

  @Test
  void whoHasLeftComesInNoMore(@TempDir Path folder) throws Exception {
    var broker = new Forgetful();
    try {
      var lender = new RmiLender(new OpenDoor('B', broker).address(folder));

      lender.close();

      assertThrows(FreeworkerException.class, () -> lender.find(Duration.ZERO, 1, true));
      assertEquals(1, broker.sessions.get());
    } finally {
      UnicastRemoteObject.unexportObject(broker, true);
    }
  }

  @Test
  void aProgramComesInThoughTheNetworkBreaksAsItEnters(@TempDir Path folder) throws Exception {
    var broker = new Forgetful();
    broker.breaks = 2;
    try {
      new RmiLender(new OpenDoor('B', broker).address(folder)).close();

      assertEquals(3, broker.sessions.get(), "two of them nobody heard of");
    } finally {
      UnicastRemoteObject.unexportObject(broker, true);
    }
  }

  /** A worker that does nothing, for whoever holds the lease. */
  private record Checking(Tickets tickets) implements Worker {
    @Override
    public Object runCode(long lease, byte[] proof, boolean kept, long lasts, Object frame) {
      tickets.check(lease, proof);
      return Reply.of(List.of(new Outcome.Done((byte[]) frame))).encode().travelling();
    }

    @Override
    public byte[] attend(long lease, byte[] proof, byte[] supply) {
      return supply;
    }

    @Override
    public int deliver(long lease, byte[] proof, int from, int mailing, byte[] letter) {
      return OVER;
    }

    @Override
    public byte[] collect(long lease, byte[] proof) {
      return new byte[0];
    }

    Grant grant(byte[] stub, long lease, long session) {
      Credential ticket = tickets.ticket("ana", session);
      byte[] proof = tickets.proof(lease, "ana", session);
      var pass =
          new Pass(stub, "", new byte[0], ticket.peer().id(), ticket.secret(), proof, false)
              .encode();
      return Grant.of(lease, 0, 1, pass, Worker.NO_END);
    }
  }

  @Test
  @DisplayName("the first tasks of a client that had been silent too long ended as not its own")
  void aLeaseOfAnotherSessionIsBroughtByThatSession(@TempDir Path folder) throws Exception {
    var broker = new Forgetful();
    var worker = new Checking(new Tickets(new byte[32], System::nanoTime));
    var door =
        new Door(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            worker.tickets(),
            () -> {
              throw new IllegalStateException("no TLS here");
            },
            Bounds.carrying(1024),
            caller -> {});
    byte[] stub = door.export(worker);
    try (var lender = new RmiLender(new OpenDoor('B', broker).address(folder))) {
      byte[] frame = {1, 2, 3};

      for (long session : List.of(1L, 2L, 1L)) {
        Reply reply =
            lender.run(worker.grant(stub, 10 + session, session), false, Freight.of(frame));

        var done = (Outcome.Done) reply.outcomes().get(0);
        assertArrayEquals(frame, done.result().bytes(), "session " + session);
      }
    } finally {
      UnicastRemoteObject.unexportObject(worker, true);
      UnicastRemoteObject.unexportObject(broker, true);
    }
  }
}

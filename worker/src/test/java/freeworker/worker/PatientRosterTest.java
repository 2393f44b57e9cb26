package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.wire.Order;
import freeworker.wire.Roster;
import freeworker.wire.Sizes;
import freeworker.wire.door.Refused;
import java.net.SocketTimeoutException;
import java.rmi.ConnectException;
import java.rmi.RemoteException;
import java.rmi.UnmarshalException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientRosterTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Fails with each of these in turn, then answers. */
  private static final class StubRoster implements Roster {
    private final Deque<RemoteException> failures;
    private int calls;

    StubRoster(RemoteException... failures) {
      this.failures = new ArrayDeque<>(List.of(failures));
    }

    private void call() throws RemoteException {
      calls++;
      RemoteException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public byte[] enrol(byte[] badge) throws RemoteException {
      call();
      return Sizes.USUAL.encode();
    }

    @Override
    public byte[] nextOrder() throws RemoteException {
      call();
      return Order.NOTHING.encode();
    }

    @Override
    public void report(byte[] entries) throws RemoteException {
      call();
    }

    @Override
    public byte[] script(long lease) throws RemoteException {
      call();
      return new byte[0];
    }

    @Override
    public byte[] piece(long lease, byte[] hash, long offset) throws RemoteException {
      call();
      return new byte[0];
    }

    @Override
    public void wrote(long lease, int stream, long offset, byte[] bytes) throws RemoteException {
      call();
    }

    @Override
    public void scriptEnded(long lease, byte[] ending) throws RemoteException {
      call();
    }
  }

  private static ConnectException missed() {
    var dial = new java.net.ConnectException("no proof within 5000 ms");
    dial.initCause(new SocketTimeoutException("no proof within 5000 ms"));
    return new ConnectException("not reached", dial);
  }

  @Test
  void aCallThatDidNotReachTheBrokerIsMadeAgain() throws Exception {
    var broker = new StubRoster(missed(), missed());

    assertEquals(Order.NOTHING, Order.decode(new PatientRoster(broker, LONG).nextOrder()));

    assertEquals(3, broker.calls);
  }

  @Test
  void aCallThatMayHaveReachedItIsNot() {
    var broker = new StubRoster(new UnmarshalException("its connection broke"));

    assertThrows(
        UnmarshalException.class, () -> new PatientRoster(broker, LONG).report(new byte[0]));

    assertEquals(1, broker.calls);
  }

  @Test
  void aWorkerThatIsRefusedTriesNoMore() {
    var broker = new StubRoster(new ConnectException("refused", new Refused("no such key here")));

    assertThrows(ConnectException.class, () -> new PatientRoster(broker, LONG).enrol(new byte[0]));

    assertEquals(1, broker.calls);
  }

  @Test
  void aWorkerWhoseBrokerIsGoneTriesNoMore() {
    var gone = new java.net.ConnectException("Connection refused");
    var broker = new StubRoster(new ConnectException("not reached", gone));

    assertThrows(ConnectException.class, () -> new PatientRoster(broker, LONG).nextOrder());

    assertEquals(1, broker.calls);
  }

  @Test
  void patienceHasAnEnd() {
    var broker = new StubRoster(missed(), missed());

    assertThrows(
        ConnectException.class, () -> new PatientRoster(broker, Duration.ZERO).nextOrder());

    assertEquals(1, broker.calls);
  }
}

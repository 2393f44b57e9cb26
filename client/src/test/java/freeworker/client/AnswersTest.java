package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Order;
import freeworker.wire.Roster;
import freeworker.wire.Sizes;
import freeworker.wire.door.Answers;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.rmi.RemoteException;
import java.rmi.server.UnicastRemoteObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a rogue at the other end can make this program read. The name puts it first in its module:
 * the filter factory has to come before the first stream of the process.
 */
class AnswersTest {
  static boolean sprung;

  /** A class of ours that does something when it is read. */
  static final class Trap extends RuntimeException {
    private void readObject(ObjectInputStream in) {
      sprung = true;
    }
  }

  /** A far end that answers with whatever it likes. */
  private static final class Rogue implements Roster {
    private volatile boolean answers;

    @Override
    public byte[] enrol(byte[] badge) {
      return Sizes.USUAL.encode();
    }

    @Override
    public byte[] nextOrder() {
      if (!answers) {
        throw new Trap();
      }
      return Order.NOTHING.encode();
    }

    @Override
    public void report(byte[] entries) throws RemoteException {
      throw new RemoteException("a plain failure");
    }

    @Override
    public byte[] script(long lease) {
      return new byte[0];
    }

    @Override
    public byte[] piece(long lease, byte[] hash, long offset) {
      return new byte[0];
    }

    @Override
    public void wrote(long lease, int stream, long offset, byte[] bytes) {}

    @Override
    public void scriptEnded(long lease, byte[] ending) {}
  }

  private final Rogue rogue = new Rogue();
  private Roster stub;

  @BeforeEach
  void export() throws IOException {
    sprung = false;
    stub = new OpenDoor('R', rogue).visit().ask('R', Roster.class);
  }

  @AfterEach
  void unexport() throws IOException {
    UnicastRemoteObject.unexportObject(rogue, true);
  }

  @Test
  void anObjectThatIsNotOfTheProtocolIsNotRead() {
    assertTrue(Answers.guarded());

    assertThrows(RemoteException.class, () -> Answers.to(stub::nextOrder));

    assertFalse(sprung, "its code did not run here");
  }

  @Test
  void recordsAndPlainFailuresArrive() throws Exception {
    rogue.answers = true;
    assertEquals(Order.NOTHING, Answers.to(stub::nextOrder, Order::decode));

    var e =
        assertThrows(
            RemoteException.class,
            () ->
                Answers.to(
                    () -> {
                      stub.report(new byte[0]);
                      return true;
                    }));

    assertTrue(String.valueOf(e.getMessage()).contains("a plain failure"), e::toString);
  }
}

package freeworker.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The broker as the crews of other machines see it: they dial it, never the other way round. */
public interface Crews extends Remote {
  /**
   * Brings workers; from now on their places wait for processes.
   *
   * @param muster an encoded {@link Muster}
   */
  Enlisted enlist(byte[] muster) throws RemoteException;

  /**
   * Says that a process was started, before it comes to the broker by itself, and then which place
   * it takes.
   *
   * @param launch an encoded {@link Launch}
   */
  void launched(long crew, byte[] launch) throws RemoteException;

  /**
   * Says that a process has ended.
   *
   * @param obituary an encoded {@link Obituary}
   * @return whether it was lent or not yet cleared, so that its place is not to blame
   */
  boolean died(long crew, byte[] obituary) throws RemoteException;

  /**
   * Says that processes keep dying in a place, and that one is tried now and then.
   *
   * @param obituary of the last of them
   */
  void down(long crew, byte[] obituary) throws RemoteException;

  /** Waits for the next order; answers {@link CrewOrder#NOTHING} now and then. */
  CrewOrder nextOrder(long crew) throws RemoteException;
}

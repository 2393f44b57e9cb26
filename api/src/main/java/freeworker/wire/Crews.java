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

  /**
   * Says that the crew is to leave: none of its workers is lent any more, and those that are lent
   * stay until they are given back.
   *
   * @param now whether it has left, so that its places are vacant
   * @return how many of its workers are still needed
   */
  int leave(long crew, boolean now) throws RemoteException;

  /** Waits for the next order; answers {@link CrewOrder#NOTHING} now and then. */
  CrewOrder nextOrder(long crew) throws RemoteException;
}

package freeworker.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** The broker as its workers see it: a worker dials the broker, never the other way round. */
public interface Roster extends Remote {
  /**
   * Puts a worker on the roster; from now on it can be lent.
   *
   * @param badge an encoded {@link Badge}
   * @return how large what travels may be: encoded {@link Sizes}
   */
  byte[] enrol(byte[] badge) throws RemoteException;

  /** Waits for the next {@link Order}, encoded; answers {@link Order#NOTHING} now and then. */
  byte[] nextOrder() throws RemoteException;

  /** Says what began and ended since the last report: encoded {@link Report} entries. */
  void report(byte[] entries) throws RemoteException;
}

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

  /**
   * What the worker is to run under a lease for which it got the order {@link Order.Kind#JOB}.
   *
   * @return an encoded {@link freeworker.wire.job.Script}, or empty when that lease is over
   */
  byte[] script(long lease) throws RemoteException;

  /**
   * A piece of a file of that script.
   *
   * @param hash the file's content
   * @return {@link freeworker.wire.job.Script#PIECE} bytes from there on, fewer only at its end
   */
  byte[] piece(long lease, byte[] hash, long offset) throws RemoteException;

  /**
   * What the script wrote, as it comes.
   *
   * @param stream one of those of {@link freeworker.wire.job.Script}
   * @param offset how many bytes of that stream came before; saying one twice changes nothing
   */
  void wrote(long lease, int stream, long offset, byte[] bytes) throws RemoteException;

  /**
   * How the script ended; nothing of it runs any more.
   *
   * @param ending an encoded {@link freeworker.wire.job.Ending}
   */
  void scriptEnded(long lease, byte[] ending) throws RemoteException;
}

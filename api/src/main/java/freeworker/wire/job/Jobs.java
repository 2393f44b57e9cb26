package freeworker.wire.job;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * The jobs of a broker as its clients see them; everybody sees those of his own key. Each answer is
 * an {@link Answer}. An element of {@link freeworker.JobId#ALONE} means all of that number.
 */
public interface Jobs extends Remote {
  /**
   * Submits a job; it is on disk when that is answered with its number.
   *
   * @param request an encoded {@link Request}
   * @return an encoded {@link Receipt}
   */
  byte[] submit(byte[] request) throws RemoteException;

  /**
   * Brings a piece of a file that the broker lacks.
   *
   * @param hash the hash of the whole file
   * @param length how many bytes that has
   * @param offset where this piece begins; pieces come in their order
   */
  byte[] bring(byte[] hash, long length, long offset, byte[] piece) throws RemoteException;

  /**
   * The newest first.
   *
   * @param below only those with a lower number
   * @param state a {@link JobPage#number} of a state, -1 for any
   * @return encoded {@link JobPage}
   */
  byte[] list(long below, int most, int state) throws RemoteException;

  /**
   * What is kept no more, the newest first.
   *
   * @return encoded {@link ExpiredPage}
   */
  byte[] expired(long below, int most) throws RemoteException;

  /**
   * How a job stands, at once when it is over, or after this wait.
   *
   * @param wait in nanoseconds
   * @return an encoded {@link JobPage} of one
   */
  byte[] show(long number, long element, long wait) throws RemoteException;

  /**
   * What a job wrote.
   *
   * @param attempt which of the times that it began, 0 for the last
   * @param stream one of those of {@link Script}
   * @param wait how long to wait for more while it runs, in nanoseconds
   * @return an encoded {@link Excerpt}
   */
  byte[] output(long number, long element, int attempt, int stream, long offset, long wait)
      throws RemoteException;

  /** Cancels what is not over; answers how many jobs that were, as eight bytes. */
  byte[] cancel(long number, long element) throws RemoteException;

  /** Has what is over run again; answers how many jobs that are, as eight bytes. */
  byte[] retry(long number, long element) throws RemoteException;
}

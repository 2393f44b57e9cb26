package freeworker.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** A worker: a process that runs the tasks of whoever holds its lease, one at a time. */
public interface Worker extends Remote {
  /** A lease that lasts until it is recalled. */
  long NO_END = Long.MAX_VALUE;

  /**
   * Runs the tasks of a frame in their order and answers their outcomes.
   *
   * @param lease the number of the caller's lease; an older one than the worker knows is stale
   * @param proof shows that the lease is the caller's; it came with the grant
   * @param kept whether a borrower holds the worker as long as he likes; another lease may end with
   *     this call
   * @param lasts how long another lease goes on after its first task began, in nanoseconds
   * @param frame an encoded {@link freeworker.wire.parcel.RunFrame}, as {@link
   *     freeworker.wire.parcel.Freight} travels
   * @return an encoded {@link freeworker.wire.parcel.Reply}, which travels likewise
   */
  Object runCode(long lease, byte[] proof, boolean kept, long lasts, Object frame)
      throws RemoteException;

  /**
   * Brings what a task that runs was looking for, and waits for what it looks for next: classes and
   * resources that nobody foresaw.
   *
   * @param supply an encoded {@link freeworker.wire.parcel.Supply}, empty when nothing was wanted
   * @return an encoded {@link freeworker.wire.parcel.Want}, or empty: ask again while the task runs
   */
  byte[] attend(long lease, byte[] proof, byte[] supply) throws RemoteException;

  /** What became of something that was to be put into a box: it is there. */
  int TAKEN = 0;

  /** The box is full; it may have room soon. */
  int FULL = 1;

  /** The lease is over, or its member has ended. */
  int OVER = 2;

  /**
   * Puts something into the box of the gang's member that runs under a lease, or will.
   *
   * @param from the rank of the sender, -1 for the caller
   * @param mailing the number of a {@link freeworker.wire.gang.Mailing}
   * @return {@link #TAKEN}, {@link #FULL} or {@link #OVER}
   */
  int deliver(long lease, byte[] proof, int from, int mailing, byte[] letter)
      throws RemoteException;

  /**
   * Waits for what the member has for its caller.
   *
   * @return encoded {@link freeworker.wire.gang.Collected}
   */
  byte[] collect(long lease, byte[] proof) throws RemoteException;
}

package freeworker.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/**
 * The broker as its clients see it. Every call with a session's number keeps that session alive.
 */
public interface Broker extends Remote {
  /** The port of a broker, unless somebody chose another. */
  int PORT = 18811;

  /**
   * Opens a session: the client as long as it lives.
   *
   * @param card an encoded {@link Card}
   * @return an encoded {@link Welcome}
   */
  byte[] enter(byte[] card) throws RemoteException;

  /**
   * Lends the free worker with the lowest number, first come first served among all borrowers.
   *
   * @param wait how long to wait for one, in nanoseconds
   * @param waiters how many borrowers of this session wait, the caller included; they share this
   *     call, and each keeps its own place in the queue
   * @param kept whether the borrower holds the worker as long as he likes; otherwise the lease may
   *     be recalled between two tasks
   * @return an encoded {@link Grant}, which may say why there is no worker
   */
  byte[] findFreeWorker(long session, long wait, int waiters, boolean kept) throws RemoteException;

  /**
   * Lends so many workers at once or none, first come first served among all borrowers, to a
   * session that has and wants no other.
   *
   * @param wait how long to wait for them, in nanoseconds
   * @return encoded {@link Grants}
   */
  byte[] findFreeWorkers(long session, long wait, int workers) throws RemoteException;

  /**
   * Says how many borrowers of this session wait, while a call of it waits.
   *
   * @param waiters if 0, the calls that wait are answered at once
   */
  void waiting(long session, int waiters, boolean kept) throws RemoteException;

  /** Ends a lease; says false when it had ended before, which changes nothing. */
  boolean freeWorker(long session, long lease) throws RemoteException;

  /**
   * Ends a lease, and what still runs of it: by an interrupt, and with its process where that does
   * not help within two seconds. Says false when it had ended before, which changes nothing.
   */
  boolean cancel(long session, long lease) throws RemoteException;

  /** Keeps the session alive; says false when it is over. */
  boolean beat(long session) throws RemoteException;

  /** Ends the session and all its leases. */
  void leave(long session) throws RemoteException;

  /**
   * How a worker process ended that was lent to the caller's key, waiting up to a second for the
   * news; of any other nothing is known.
   */
  Fate fate(int worker, long epoch) throws RemoteException;

  /** How things stand now: what {@code broker ps} prints. */
  Standing standing() throws RemoteException;

  /** What the broker bears, and how much of it is in use. */
  LimitsStanding limits() throws RemoteException;
}

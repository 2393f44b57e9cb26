package freeworker.client;

import freeworker.wire.Fate;
import freeworker.wire.Grant;
import freeworker.wire.Sizes;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Reply;
import java.rmi.RemoteException;
import java.time.Duration;

/** Where an engine borrows workers, and how it reaches them: over RMI, or within this program. */
interface Lender extends AutoCloseable {
  /** Waits for a worker; see {@link freeworker.wire.Broker#findFreeWorker}. */
  Grant find(Duration wait, int waiters, boolean kept) throws InterruptedException;

  /** The same for one gang, with a session of its own. */
  GangLender forGang();

  /**
   * Says how many of this program wait in {@link #find}, which goes on.
   *
   * @param waiters if 0, it ends
   */
  void waiting(int waiters, boolean kept);

  /** Gives a worker back; nothing happens when the lease is over. */
  void free(Grant grant);

  /** Ends a lease and what runs of it; see {@link freeworker.wire.Broker#cancel}. */
  void cancel(Grant grant);

  /**
   * Sends tasks to a worker.
   *
   * @param kept whether the lease goes on as long as its borrower likes
   * @throws java.rmi.ConnectException when the worker was not reached, so that nothing was run
   * @throws RemoteException when no answer arrived, so that nobody knows what was run
   * @throws freeworker.wire.parcel.BadFrame when the answer is nonsense
   */
  Reply run(Grant grant, boolean kept, Freight frame) throws RemoteException;

  /** Attends the run of a task; see {@link freeworker.wire.Worker#attend}. */
  byte[] attend(Grant grant, byte[] supply) throws RemoteException;

  /** How the worker of a grant ended. */
  Fate fate(Grant grant);

  /** Ends the calls to the worker process of a grant, which is dead and does not say so. */
  default void breakOff(Grant grant) {}

  /** How many workers it has now, lent or not. */
  int workers();

  /** How large what travels to its workers may be. */
  Sizes sizes();

  /** Where the lender is, for people. */
  String place();

  /**
   * Makes the last calls and ends all leases; one that does not answer is not waited for long.
   *
   * @param last those calls, made before the leases end
   */
  void close(Runnable last);

  @Override
  default void close() {
    close(() -> {});
  }
}

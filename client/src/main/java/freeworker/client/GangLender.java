package freeworker.client;

import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.gang.Collected;
import freeworker.wire.gang.Mailing;
import freeworker.worker.gang.Box;
import java.rmi.RemoteException;
import java.time.Duration;

/** A lender for one gang: its end ends all leases of that. */
interface GangLender extends Lender {
  /** Waits for several workers; see {@link freeworker.wire.Broker#findFreeWorkers}. */
  Grants findTogether(Duration wait, int workers) throws InterruptedException;

  /** Puts something from the caller, or in its name, into a member's box. */
  Box.Put deliver(Grant grant, int from, Mailing mailing, byte[] letter) throws RemoteException;

  /** Waits a while for what a member has for its caller. */
  Collected collect(Grant grant) throws RemoteException;
}

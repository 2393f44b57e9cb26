package freeworker.bench;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** Plain RMI's broker: a queue of the numbers of free workers, and no more. */
interface FloorBroker extends Remote {
  int find() throws RemoteException;

  void free(int worker) throws RemoteException;
}

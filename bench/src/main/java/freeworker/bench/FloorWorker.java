package freeworker.bench;

import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.concurrent.Callable;

/** Plain RMI's worker: knows the class of the task, reads it without a filter, runs it. */
interface FloorWorker extends Remote {
  Object run(Callable<?> task) throws RemoteException;

  /** The port of an echo without RMI in this worker. */
  int echo() throws RemoteException;

  Object[] runAll(Callable<?>[] tasks) throws RemoteException;
}

package freeworker.bench;

import freeworker.wire.Worker;
import java.rmi.Remote;
import java.rmi.RemoteException;

/** A broker by plain RMI: whoever comes is served, and RMI itself brings the worker's stub. */
interface PlainBroker extends Remote {
  byte[] enter(byte[] card) throws RemoteException;

  Worker find(long session) throws RemoteException;

  boolean free(long session, long lease) throws RemoteException;

  void leave(long session) throws RemoteException;
}

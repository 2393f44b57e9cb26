package freeworker.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** A worker: a process that runs the tasks of whoever holds its lease, one at a time. */
public interface Worker extends Remote {
  /**
   * Runs the tasks of a frame in their order and answers their outcomes.
   *
   * @param lease the number of the caller's lease; an older one than the worker knows is stale
   * @param frame an encoded {@link freeworker.wire.parcel.RunFrame}
   */
  Reply runCode(long lease, byte[] frame) throws RemoteException;
}

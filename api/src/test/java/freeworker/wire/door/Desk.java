package freeworker.wire.door;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What is behind the doors of these tests. */
public interface Desk extends Remote {
  byte[] ask(byte[] question) throws RemoteException;
}

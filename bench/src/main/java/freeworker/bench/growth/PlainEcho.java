package freeworker.bench.growth;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What plain RMI does with bytes, and no more. */
interface PlainEcho extends Remote {
  /** Takes them, and says how many they are. */
  int take(byte[] bytes) throws RemoteException;

  /** Gives so many. */
  byte[] give(int count) throws RemoteException;
}

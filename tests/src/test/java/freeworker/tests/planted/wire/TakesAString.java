package freeworker.tests.planted.wire;

import java.rmi.Remote;
import java.rmi.RemoteException;

public interface TakesAString extends Remote {
  void offend(String text) throws RemoteException;
}

package freeworker.tests.planted.profiling;

import java.rmi.RemoteException;

final class KnowsRmi {
  boolean offend(Exception e) {
    return e instanceof RemoteException;
  }
}

package freeworker.tests.planted.grapher;

import java.rmi.RemoteException;

final class KnowsRmi {
  boolean offend(Exception e) {
    return e instanceof RemoteException;
  }
}

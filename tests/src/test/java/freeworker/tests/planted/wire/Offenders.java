package freeworker.tests.planted.wire;

import com.tngtech.archunit.core.domain.JavaClass;
import java.rmi.Remote;
import java.rmi.RemoteException;
import java.util.List;

final class NeedsALibrary {
  String offend(JavaClass type) {
    return type.getName();
  }
}

interface TakesObjects extends Remote {
  long offend(long session, Object[] values) throws RemoteException;
}

interface AnswersAList extends Remote {
  List<String> offend() throws RemoteException;
}

interface AnswersAClass extends Remote {
  NeedsALibrary offend() throws RemoteException;
}

interface TakesBytes extends Remote {
  Answer innocent(long session, byte[] bytes) throws RemoteException;
}

record Answer(long number) {}

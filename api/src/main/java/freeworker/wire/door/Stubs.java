package freeworker.wire.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.rmi.Remote;
import java.rmi.RemoteException;

/** Remote references as bytes, read under a filter that lets nothing else in. */
final class Stubs {
  private Stubs() {}

  static byte[] write(Remote stub) throws RemoteException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(stub);
    } catch (IOException e) {
      throw new RemoteException("The stub cannot be written: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  static Object read(byte[] bytes) throws IOException {
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(Stubs::judge);
      return in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("The stub is of another version: " + e.getMessage(), e);
    }
  }

  private static ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo info) {
    if (info.depth() > 6 || info.references() > 64 || info.streamBytes() > 16 * 1024) {
      return ObjectInputFilter.Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return ObjectInputFilter.Status.UNDECIDED;
    }
    boolean ours =
        Proxy.isProxyClass(type)
            || type == Way.class
            || type == Proxy.class
            || type == java.rmi.server.RemoteObject.class
            || type == java.rmi.server.RemoteObjectInvocationHandler.class
            || type == Remote.class
            || (type.isInterface() && type.getName().startsWith("freeworker.wire."));
    return ours ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
  }
}

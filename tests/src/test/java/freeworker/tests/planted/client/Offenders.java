package freeworker.tests.planted.client;

import java.io.*;

final class ExtendsObjectInputStream extends ObjectInputStream {
  ExtendsObjectInputStream() throws IOException {}
}

final class ReadsObjects {
  Object offend(InputStream in) throws IOException, ClassNotFoundException {
    return new ObjectInputStream(in).readObject();
  }
}

package freeworker.wire.door;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * What an attacker knows of a door.
 *
 * @param stub of an object behind it, serialized
 * @param pin the fingerprint of its certificate
 * @param method by what a call names a method of the object that takes bytes
 * @param request how many bytes a request may have
 * @param key one with which he gets in
 */
public record Target(
    InetSocketAddress where, byte[] stub, byte[] pin, long method, int request, Credential key) {
  /** What the holder of a client key learns when he asks a broker. */
  public static Target broker(InetSocketAddress where, Key key) throws IOException {
    try (var raw = new Raw(where);
        var asking = new Raw(where)) {
      byte[] stub = asking.ask(key.credential(), 'B');
      return new Target(
          where,
          stub,
          key.certificate(),
          Raw.hash("enter([B)[B"),
          raw.prove(key.credential()),
          key.credential());
    }
  }
}

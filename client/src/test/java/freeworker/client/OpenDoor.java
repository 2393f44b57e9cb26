package freeworker.client;

import freeworker.wire.door.Bounds;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.rmi.Remote;
import java.security.SecureRandom;
import java.util.Optional;

/** A door to one object, which knows one key. */
final class OpenDoor {
  private final Key key =
      Key.make("here", new Peer(Role.CLIENT, "test"), new byte[Key.LENGTH], new SecureRandom());
  private final Door door;

  OpenDoor(char letter, Remote object) throws IOException {
    door =
        new Door(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            peer -> peer.equals(key.peer()) ? Optional.of(key.secret()) : Optional.empty(),
            () -> {
              throw new IllegalStateException("no TLS here");
            },
            Bounds.carrying(1024),
            caller -> {});
    door.lobby(letter, Role.CLIENT, object);
  }

  Visit visit() {
    Credential credential = key.credential();
    return new Visit("localhost", door.port(), credential, key.certificate(), false);
  }

  Address address(Path folder) throws IOException {
    Path file = folder.resolve("test.key");
    KeyFile.write(file, key.text());
    return Address.parse("rmi://localhost:" + door.port() + "?key=" + file + "&patience=10s");
  }
}

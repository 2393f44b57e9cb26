package freeworker.wire.door;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Optional;

/** By what an accepting side opens to a caller. */
final class DoorTerms implements Proof.Terms {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Door door;
  private final InetAddress here;
  private final int port;
  private final boolean sealed;

  /**
   * @param here the address to which the caller came
   * @param sealed whether he came inside TLS
   */
  DoorTerms(Door door, InetAddress here, int port, boolean sealed) {
    this.door = door;
    this.here = here;
    this.port = port;
    this.sealed = sealed;
  }

  @Override
  public byte[] number() {
    byte[] number = new byte[Proof.NUMBER];
    RANDOM.nextBytes(number);
    return number;
  }

  @Override
  public int limit() {
    return door.bounds().request();
  }

  @Override
  public Optional<String> objection(Proof.Hello hello) {
    if (!sealed) {
      if (!here.isLoopbackAddress()) {
        return Optional.of("beyond this machine the door opens inside TLS only");
      }
      String ours = address(here, port);
      if (!hello.dialled().equals(ours)) {
        return Optional.of(
            "the caller dialled "
                + hello.dialled()
                + ", but this is "
                + ours
                + "; through a tunnel use TLS (--tls)");
      }
    }
    return door.keeper().objection(hello.peer());
  }

  /** The address by which both sides know a port of this machine, whatever name was dialled. */
  static String address(InetAddress address, int port) {
    return (address.isLoopbackAddress() ? "localhost" : address.getHostAddress()) + ":" + port;
  }
}

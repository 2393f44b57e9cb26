package freeworker.wire.door;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Optional;

/** By what an accepting side opens to a caller. */
final class DoorTerms implements Proof.Terms {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Door door;
  private final boolean within;
  private final String ours;
  private final boolean sealed;

  /**
   * @param here the address to which the caller came
   * @param sealed whether he came inside TLS
   */
  DoorTerms(Door door, InetAddress here, int port, boolean sealed) {
    this(door, here.isLoopbackAddress(), address(here, port), sealed);
  }

  private DoorTerms(Door door, boolean within, String ours, boolean sealed) {
    this.door = door;
    this.within = within;
    this.ours = ours;
    this.sealed = sealed;
  }

  /** For a caller whom a relay joined with the worker of this name. */
  static DoorTerms relayed(Door door, String worker, boolean sealed) {
    return new DoorTerms(door, true, worker, sealed);
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
  public Optional<Refused> objection(Proof.Hello hello) {
    if (!sealed) {
      if (!within) {
        return Optional.of(new Refused("beyond this machine the door opens inside TLS only"));
      }
      if (!hello.dialled().equals(ours)) {
        return Optional.of(
            new Refused(
                "the caller dialled "
                    + hello.dialled()
                    + ", but this is "
                    + ours
                    + "; through a tunnel use TLS (--tls)"));
      }
    }
    return door.keeper().objection(hello.peer()).map(Refused.class::cast);
  }

  /** The name by which both sides know a worker that is reached by a relay. */
  static String worker(int number, long epoch) {
    return "worker " + number + "." + epoch;
  }

  /** The address by which both sides know a port of this machine, whatever name was dialled. */
  static String address(InetAddress address, int port) {
    return (address.isLoopbackAddress() ? "localhost" : address.getHostAddress()) + ":" + port;
  }
}

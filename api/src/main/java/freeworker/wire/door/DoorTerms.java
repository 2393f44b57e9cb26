package freeworker.wire.door;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By what an accepting side opens to a caller. */
final class DoorTerms implements Proof.Terms {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Door door;
  private final boolean within;
  private final String ours;
  private final boolean sealed;
  private @Nullable Peer claimed;

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

  /** Who the caller says he is, if he said so. */
  @Nullable Peer claimed() {
    return claimed;
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
    claimed = hello.peer();
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
    return door.objection(hello).or(() -> door.keeper().objection(hello));
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

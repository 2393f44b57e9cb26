package freeworker.wire.door;

import freeworker.wire.RmiSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A door with a desk behind it. */
final class OpenDoor implements Raw.There {
  static final char DESK = 'D';
  static final Bounds BOUNDS = Bounds.carrying(64 << 10);
  static final Seal SEAL = Seal.make(new SecureRandom());
  static final InetAddress HERE = InetAddress.getLoopbackAddress();
  static final UnaryOperator<byte[]> ECHO = question -> question;

  /** A desk that says who asks. */
  static final UnaryOperator<byte[]> WHO =
      question -> Caller.require(Role.CLIENT).id().getBytes(StandardCharsets.UTF_8);

  static {
    RmiSettings.apply();
  }

  /** The first that closed. */
  final BlockingQueue<Caller> closed = new ArrayBlockingQueue<>(16);

  final Keys keys = new Keys(true);
  final Door door;

  /** Serialized. */
  final byte[] stub;

  private final InetAddress address;

  OpenDoor(UnaryOperator<byte[]> desk) throws IOException {
    this(HERE, BOUNDS, desk);
  }

  OpenDoor(InetAddress address, Bounds bounds, UnaryOperator<byte[]> desk) throws IOException {
    this.address = address;
    door = new Door(new InetSocketAddress(address, 0), keys, () -> SEAL, bounds, closed::offer);
    stub = exported(desk);
  }

  /** A door whose time somebody else sets. */
  OpenDoor(LongSupplier nanos, UnaryOperator<byte[]> desk) throws IOException {
    address = HERE;
    door = new Door(new InetSocketAddress(HERE, 0), keys, () -> SEAL, BOUNDS, closed::offer, nanos);
    stub = exported(desk);
  }

  OpenDoor(Ring ring, UnaryOperator<byte[]> desk) throws IOException {
    address = HERE;
    door = new Door(new InetSocketAddress(HERE, 0), ring, () -> SEAL, BOUNDS, closed::offer);
    stub = exported(desk);
  }

  private byte[] exported(UnaryOperator<byte[]> desk) throws IOException {
    Desk object = desk::apply;
    byte[] bytes = door.export(object);
    Desk lobby = desk::apply;
    door.lobby(DESK, Role.CLIENT, lobby);
    return bytes;
  }

  /** The usual bounds, with so little time for a proof. */
  static Bounds hurried(int millis) {
    return new Bounds(
        BOUNDS.request(),
        BOUNDS.memory(),
        BOUNDS.pending(),
        TimeUnit.MILLISECONDS.toNanos(millis),
        BOUNDS.connections(),
        BOUNDS.connectionsPerKey());
  }

  @Override
  public InetSocketAddress where() {
    return new InetSocketAddress(address, door.port());
  }

  Visit visit(Credential credential, boolean sealed) {
    return visit(credential, sealed, SEAL.fingerprint(), door.port());
  }

  Visit visit(Credential credential, boolean sealed, byte[] certificate, int port) {
    return new Visit(address.getHostAddress(), port, credential, certificate, sealed);
  }

  Desk desk(Credential credential) throws IOException {
    return visit(credential, false).ask(DESK, Desk.class);
  }
}

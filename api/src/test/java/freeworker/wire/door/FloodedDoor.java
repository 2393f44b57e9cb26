package freeworker.wire.door;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A program with a door and little memory, to be flooded; it ends with its standard input. */
final class FloodedDoor {
  static final Bounds BOUNDS = Bounds.carrying(256 << 10);

  private FloodedDoor() {}

  public static void main(String[] names) throws IOException {
    var door = new OpenDoor(OpenDoor.HERE, BOUNDS, question -> threads());
    var said = new StringBuilder();
    said.append(door.door.port()).append(' ');
    said.append(HexFormat.of().formatHex(door.stub)).append(' ');
    said.append(HexFormat.of().formatHex(OpenDoor.SEAL.fingerprint()));
    for (String name : names) {
      said.append(' ').append(HexFormat.of().formatHex(door.keys.make(name).secret()));
    }
    System.out.println(said);
    while (System.in.read() >= 0) {
      // It lives as long as its test.
    }
  }

  /** How many threads there are now, and how many there were at most. */
  private static byte[] threads() {
    var threads = ManagementFactory.getThreadMXBean();
    return ByteBuffer.allocate(8)
        .putInt(threads.getThreadCount())
        .putInt(threads.getPeakThreadCount())
        .array();
  }
}

package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * A process of a crew that will come to the broker.
 *
 * @param name by which it comes
 * @param secret which it will prove
 * @param number the place that it will take, {@link #SPARE} as long as it has none
 */
public record Launch(String name, byte[] secret, int number, long epoch) {
  /** The number of what has no place. */
  public static final int SPARE = -1;

  private static final int LIMIT = 64;
  private static final int LONGEST = 64;

  public Launch {
    Objects.requireNonNull(name, "name");
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeUTF(name);
          Bytes.writeBlock(out, secret);
          out.writeInt(number);
          out.writeLong(epoch);
        });
  }

  public static Launch decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Launch(
                Bytes.readText(in, LONGEST),
                Bytes.readBlock(in, LIMIT),
                in.readInt(),
                in.readLong()));
  }
}

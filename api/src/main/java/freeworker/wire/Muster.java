package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * How a crew introduces itself.
 *
 * @param workers how many it brings
 * @param host where clients are to dial them, empty for the address that it comes from
 * @param relayed whether nobody can dial them, so that clients reach them through the broker
 */
public record Muster(int protocol, int workers, String host, boolean relayed) {
  private static final int LONGEST_HOST = 255;

  public Muster {
    Objects.requireNonNull(host, "host");
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(protocol);
          out.writeInt(workers);
          out.writeUTF(host);
          out.writeBoolean(relayed);
        });
  }

  public static Muster decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Muster(
                in.readInt(), in.readInt(), Bytes.readText(in, LONGEST_HOST), in.readBoolean()));
  }
}

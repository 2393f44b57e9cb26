package freeworker.wire;

import java.io.IOException;

/**
 * How a worker introduces itself.
 *
 * @param stub its remote reference, serialized
 * @param certificate the fingerprint of its certificate, empty when it has none
 */
public record Badge(
    int protocol, int number, long epoch, long pid, int port, byte[] stub, byte[] certificate) {
  private static final int LIMIT = 16 * 1024;

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(protocol);
          out.writeInt(number);
          out.writeLong(epoch);
          out.writeLong(pid);
          out.writeInt(port);
          Bytes.writeBlock(out, stub);
          Bytes.writeBlock(out, certificate);
        });
  }

  public static Badge decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Badge(
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                Bytes.readBlock(in, LIMIT),
                Bytes.readBlock(in, LIMIT)));
  }
}

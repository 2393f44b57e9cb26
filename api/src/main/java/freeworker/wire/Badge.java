package freeworker.wire;

import java.io.IOException;

/**
 * How a worker introduces itself.
 *
 * @param secret what its supervisor gave to this process and to no other
 * @param stub its remote reference, serialized
 */
public record Badge(
    int protocol, int number, long epoch, long pid, int port, byte[] secret, byte[] stub) {
  private static final int LIMIT = 16 * 1024;

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(protocol);
          out.writeInt(number);
          out.writeLong(epoch);
          out.writeLong(pid);
          out.writeInt(port);
          Bytes.writeBlock(out, secret);
          Bytes.writeBlock(out, stub);
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

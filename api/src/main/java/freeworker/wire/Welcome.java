package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * What a client learns when it enters.
 *
 * @param session its number from now on
 * @param timeToLive after how many nanoseconds of silence its leases are over
 * @param sizes how large what it sends may be
 */
public record Welcome(long session, long timeToLive, Sizes sizes) {
  public Welcome {
    Objects.requireNonNull(sizes, "sizes");
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeLong(session);
          out.writeLong(timeToLive);
          sizes.write(out);
        });
  }

  public static Welcome decode(byte[] bytes) throws IOException {
    return Bytes.read(bytes, in -> new Welcome(in.readLong(), in.readLong(), Sizes.read(in)));
  }
}

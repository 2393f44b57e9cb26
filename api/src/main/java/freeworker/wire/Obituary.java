package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * The end of a worker process.
 *
 * @param name by which it came
 * @param number that of its place, negative when it was never on the roster
 * @param how in words
 * @param ours whether its crew ended it by order
 */
public record Obituary(String name, int number, long epoch, String how, boolean ours) {
  /** The characters of what people are told; of more the rest is cut. */
  private static final int LONGEST = 4_000;

  public Obituary {
    Objects.requireNonNull(name, "name");
    if (how.length() > LONGEST) {
      how = how.substring(0, LONGEST) + "...";
    }
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeUTF(name);
          out.writeInt(number);
          out.writeLong(epoch);
          out.writeUTF(how);
          out.writeBoolean(ours);
        });
  }

  public static Obituary decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Obituary(
                in.readUTF(), in.readInt(), in.readLong(), in.readUTF(), in.readBoolean()));
  }
}

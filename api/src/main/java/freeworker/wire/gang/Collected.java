package freeworker.wire.gang;

import freeworker.wire.Bytes;
import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a member has for its caller.
 *
 * @param over whether nothing comes after these: it has ended
 */
public record Collected(List<byte[]> letters, boolean over) {
  private static final int MOST = 1 << 16;

  public Collected {
    letters = List.copyOf(letters);
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeBoolean(over);
          out.writeInt(letters.size());
          for (byte[] letter : letters) {
            Bytes.writeBlock(out, letter);
          }
        });
  }

  public static Collected decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> {
          boolean over = in.readBoolean();
          int count = in.readInt();
          if (count < 0 || count > MOST) {
            throw new IOException(count + " letters at once");
          }
          List<byte[]> letters = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            letters.add(Bytes.readBlock(in, Limits.PAYLOAD));
          }
          return new Collected(letters, over);
        });
  }
}

package freeworker.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a borrower of several workers: all of them, or one grant that says why there are
 * none.
 */
public record Grants(List<Grant> each) {
  /** How many there can be. */
  public static final int MOST = 4096;

  private static final int LIMIT = 128 * 1024;

  public Grants {
    each = List.copyOf(each);
    if (each.isEmpty() || each.size() > MOST) {
      throw new IllegalArgumentException("1 to " + MOST + " grants, not " + each.size());
    }
  }

  /** No workers, and why. */
  public static Grants none(Grant why) {
    return new Grants(List.of(why));
  }

  public boolean granted() {
    return each.get(0).granted();
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(each.size());
          for (Grant grant : each) {
            Bytes.writeBlock(out, grant.encode());
          }
        });
  }

  public static Grants decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> {
          int count = in.readInt();
          if (count < 1 || count > MOST) {
            throw new IOException(count + " grants; there are 1 to " + MOST + ".");
          }
          List<Grant> each = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            each.add(Grant.decode(Bytes.readBlock(in, LIMIT)));
          }
          return new Grants(each);
        });
  }
}

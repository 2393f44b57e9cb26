package freeworker.wire.job;

import freeworker.wire.Bytes;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a submission.
 *
 * @param number under which it was accepted, 0 when files are lacking
 * @param lacking the files that have to be brought before it is submitted once more
 */
public record Receipt(long number, List<Hash> lacking) {
  private static final int MOST = 10_000;

  public Receipt {
    lacking = List.copyOf(lacking);
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeLong(number);
          out.writeInt(lacking.size());
          for (Hash hash : lacking) {
            out.write(hash.bytes());
          }
        });
  }

  public static Receipt decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> {
          long number = in.readLong();
          int count = in.readInt();
          if (count < 0 || count > MOST) {
            throw new IOException("A receipt that lacks " + count + " files.");
          }
          var lacking = new ArrayList<Hash>();
          for (int left = count; left > 0; left--) {
            byte[] hash = new byte[Hash.BYTES];
            in.readFully(hash);
            lacking.add(Hash.read(hash));
          }
          return new Receipt(number, lacking);
        });
  }
}

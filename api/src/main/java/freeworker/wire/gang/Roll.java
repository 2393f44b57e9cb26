package freeworker.wire.gang;

import freeworker.wire.Bytes;
import freeworker.wire.Grant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is in a gang, as its caller tells each member.
 *
 * @param rank which of them the reader is
 * @param seats the workers, by rank, each with what lets the gang in there
 */
public record Roll(int rank, List<Grant> seats) {
  private static final int MOST = 4096;
  private static final int LIMIT = 128 * 1024;

  public Roll {
    seats = List.copyOf(seats);
    if (rank < 0 || rank >= seats.size() || seats.size() > MOST) {
      throw new IllegalArgumentException("rank " + rank + " of " + seats.size());
    }
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(rank);
          out.writeInt(seats.size());
          for (Grant seat : seats) {
            Bytes.writeBlock(out, seat.encode());
          }
        });
  }

  public static Roll decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> {
          int rank = in.readInt();
          int count = in.readInt();
          if (count < 1 || count > MOST || rank < 0 || rank >= count) {
            throw new IOException("rank " + rank + " of " + count + " is none");
          }
          List<Grant> seats = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            seats.add(Grant.decode(Bytes.readBlock(in, LIMIT)));
          }
          return new Roll(rank, seats);
        });
  }
}

package freeworker.wire.gang;

import freeworker.wire.Bytes;
import freeworker.wire.Grant;
import freeworker.wire.Grants;
import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.util.List;

/**
 * Who is in a gang, as its caller tells each member.
 *
 * @param rank which of them the reader is
 * @param seats the workers, by rank, each with what lets the gang in there
 */
public record Roll(int rank, List<Grant> seats) {
  public Roll {
    seats = List.copyOf(seats);
    if (rank < 0 || rank >= seats.size()) {
      throw new IllegalArgumentException("rank " + rank + " of " + seats.size());
    }
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(rank);
          Bytes.writeBlock(out, new Grants(seats).encode());
        });
  }

  public static Roll decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> {
          int rank = in.readInt();
          List<Grant> seats = Grants.decode(Bytes.readBlock(in, Limits.PAYLOAD)).each();
          if (rank < 0 || rank >= seats.size()) {
            throw new IOException("rank " + rank + " of " + seats.size() + " is none");
          }
          return new Roll(rank, seats);
        });
  }
}

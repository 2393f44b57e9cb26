package freeworker.wire;

import java.io.IOException;
import java.util.Objects;

/**
 * The answer to a borrower: a worker, or why there is none.
 *
 * @param lease the lease's number, 0 when there is none
 * @param worker the worker's number
 * @param epoch which process of that number it is
 * @param pass an encoded {@link Pass}, which lets the borrower in there
 * @param turn how long the lease lasts after its first task, in nanoseconds
 * @param words empty, or why there is no worker
 * @param over whether the borrower's session is over, so that it has to enter anew
 */
public record Grant(
    long lease, int worker, long epoch, byte[] pass, long turn, String words, boolean over) {
  private static final int LIMIT = 64 * 1024;

  public Grant {
    Objects.requireNonNull(pass, "pass");
    Objects.requireNonNull(words, "words");
  }

  /** No worker, and why. */
  public static Grant none(String words) {
    return new Grant(0, 0, 0, new byte[0], 0, words, false);
  }

  /** No worker, because the session is over. */
  public static Grant sessionOver() {
    return new Grant(0, 0, 0, new byte[0], 0, "The session is over.", true);
  }

  /** A worker. */
  public static Grant of(long lease, int worker, long epoch, byte[] pass, long turn) {
    return new Grant(lease, worker, epoch, pass, turn, "", false);
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeLong(lease);
          out.writeInt(worker);
          out.writeLong(epoch);
          Bytes.writeBlock(out, pass);
          out.writeLong(turn);
          out.writeUTF(words);
          out.writeBoolean(over);
        });
  }

  public static Grant decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in ->
            new Grant(
                in.readLong(),
                in.readInt(),
                in.readLong(),
                Bytes.readBlock(in, LIMIT),
                in.readLong(),
                in.readUTF(),
                in.readBoolean()));
  }

  public boolean granted() {
    return lease != 0;
  }
}

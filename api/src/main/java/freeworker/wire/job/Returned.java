package freeworker.wire.job;

import freeworker.wire.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A file of a job's folder that comes back; so many bytes follow it.
 *
 * @param path where it was, from that folder
 */
public record Returned(String path, boolean executable, long length) {
  private static final int LONGEST = 16_384;

  public Returned {
    if (!Item.stays(path) || length < 0) {
      throw new IllegalArgumentException(
          "'" + path + "' of " + length + " bytes is no file within a folder");
    }
  }

  /** What stands before its bytes. */
  public byte[] encode() {
    return Bytes.write(
        (DataOutputStream out) -> {
          Bytes.writeLongText(out, path);
          out.writeBoolean(executable);
          out.writeLong(length);
        });
  }

  /** Reads what stands before its bytes. */
  public static Returned read(DataInputStream in) throws IOException {
    try {
      return new Returned(Bytes.readLongText(in, LONGEST), in.readBoolean(), in.readLong());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}

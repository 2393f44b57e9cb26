package freeworker.wire.job;

import freeworker.JobId;
import freeworker.wire.Bytes;
import java.io.IOException;
import java.util.Objects;

/**
 * What a client submits.
 *
 * @param first the first element of an array, {@link JobId#ALONE} for one job
 * @param retries how often it runs again when it fails
 * @param once whether it must not run again when its worker is lost
 */
public record Request(Script script, long first, long last, int retries, boolean once) {
  public Request {
    Objects.requireNonNull(script, "script");
    boolean alone = first == JobId.ALONE && last == JobId.ALONE;
    if (retries < 0 || !(alone || (first >= 0 && last >= first))) {
      throw new IllegalArgumentException(
          "an array from " + first + " to " + last + ", " + retries + " retries");
    }
  }

  /** How many jobs it is. */
  public long size() {
    return last - first + 1;
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          script.write(out);
          out.writeLong(first);
          out.writeLong(last);
          out.writeInt(retries);
          out.writeBoolean(once);
        });
  }

  public static Request decode(byte[] bytes) throws IOException {
    try {
      return Bytes.read(
          bytes,
          in ->
              new Request(
                  Script.read(in), in.readLong(), in.readLong(), in.readInt(), in.readBoolean()));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}

package freeworker.wire.job;

import freeworker.wire.Bytes;
import java.io.IOException;
import java.util.Objects;

/**
 * How a script ended on a worker.
 *
 * @param how what ended it
 * @param code the exit code; 128 and the number of the signal when one killed it
 * @param why what a person should know, or empty
 */
public record Ending(How how, int code, String why) {
  private static final int LONGEST = 16 << 10;

  /** What can end a script. */
  public enum How {
    /** It ended by itself. */
    EXITED,
    /** It ran longer than it might. */
    LIMIT,
    /** It never began: no interpreter, no such command, no folder. */
    NOT_BEGUN,
    /** Its lease was over: it was cancelled, or its worker is to end. */
    STOPPED
  }

  public Ending {
    Objects.requireNonNull(how, "how");
    if (why.length() > LONGEST / 4) {
      why = why.substring(0, LONGEST / 4);
    }
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeUTF(how.name());
          out.writeInt(code);
          Bytes.writeLongText(out, why);
        });
  }

  public static Ending decode(byte[] bytes) throws IOException {
    try {
      return Bytes.read(
          bytes,
          in ->
              new Ending(How.valueOf(in.readUTF()), in.readInt(), Bytes.readLongText(in, LONGEST)));
    } catch (IllegalArgumentException e) {
      throw new IOException("an ending of no kind", e);
    }
  }
}

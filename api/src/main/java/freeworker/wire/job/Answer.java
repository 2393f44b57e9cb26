package freeworker.wire.job;

import freeworker.JobRefused;
import freeworker.wire.Bytes;
import java.io.IOException;

/** What a broker answers about jobs: what was asked for, or why not. */
public final class Answer {
  private static final int LONGEST = 16 << 20;

  private Answer() {}

  /** Yes, and this. */
  public static byte[] of(byte[] body) {
    return Bytes.write(
        out -> {
          out.writeBoolean(true);
          Bytes.writeBlock(out, body);
        });
  }

  /** A number. */
  public static byte[] of(long number) {
    return of(Bytes.write(out -> out.writeLong(number)));
  }

  /** No. */
  public static byte[] of(JobRefused refusal) {
    return Bytes.write(
        out -> {
          out.writeBoolean(false);
          out.writeUTF(refusal.reason().name());
          Bytes.writeLongText(out, String.valueOf(refusal.getMessage()));
        });
  }

  /**
   * What was asked for.
   *
   * @throws JobRefused when it was refused
   */
  public static byte[] read(byte[] answer) throws IOException {
    return Bytes.read(
        answer,
        in -> {
          if (in.readBoolean()) {
            return Bytes.readBlock(in, LONGEST);
          }
          String reason = in.readUTF();
          String words = Bytes.readLongText(in, LONGEST);
          try {
            throw new JobRefused(JobRefused.Reason.valueOf(reason), words);
          } catch (IllegalArgumentException e) {
            throw new IOException("'" + reason + "' is no reason", e);
          }
        });
  }

  /** The number that was asked for. */
  public static long number(byte[] answer) throws IOException {
    return Bytes.read(read(answer), in -> in.readLong());
  }
}

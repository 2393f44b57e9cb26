package freeworker.wire;

import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One thing that a worker saw.
 *
 * @param age how many nanoseconds before this report was sent it happened
 * @param task the task's name, empty where there is none
 * @param count how many tasks ended; small ones may begin and end as one
 * @param failed how many of these failed
 */
public record Report(Kind kind, long lease, long age, String task, int count, int failed) {
  /** What can be seen. */
  public enum Kind {
    BEGAN('b'),
    ENDED('e'),
    /** A task of the lease ended, and left something running. */
    LEFT('l'),
    /** The lease is given back and refused from now on. */
    RETURNED('r'),
    /** Nothing of this lease or an older one runs, and all of them are refused from now on. */
    CLEARED('c');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }

    private static Kind of(char letter) throws IOException {
      for (Kind kind : KINDS) {
        if (kind.letter == letter) {
          return kind;
        }
      }
      throw new IOException("A report of the unknown kind '" + letter + "'.");
    }
  }

  /** How many bytes of entries go into one report; the broker's door lets in twice as many. */
  public static final int FRAME = 128 << 10;

  private static final Kind[] KINDS = Kind.values();
  private static final int LIMIT = 1 << 20;

  public Report {
    Objects.requireNonNull(kind, "kind");
    if (task.length() > Limits.TASK_NAME) {
      task = task.substring(0, Limits.TASK_NAME);
    }
  }

  private void check() throws IOException {
    int least = kind == Kind.ENDED ? 1 : 0;
    int most = kind == Kind.ENDED ? Limits.BATCH : 0;
    if (count < least || count > most || failed < 0 || failed > count) {
      throw new IOException("A report that " + failed + " of " + count + " tasks failed.");
    }
  }

  /** How many bytes it has at most when encoded. */
  public int size() {
    return 27 + 3 * task.length();
  }

  public static byte[] encode(List<Report> reports) {
    return Bytes.write(
        out -> {
          out.writeInt(reports.size());
          for (Report report : reports) {
            out.writeByte(report.kind.letter);
            out.writeLong(report.lease);
            out.writeLong(report.age);
            out.writeUTF(report.task);
            out.writeInt(report.count);
            out.writeInt(report.failed);
          }
        });
  }

  public static List<Report> decode(byte[] bytes) throws IOException {
    return Bytes.read(
        bytes,
        in -> {
          int count = in.readInt();
          if (count < 0 || count > LIMIT) {
            throw new IOException("A report of " + count + " entries; the limit is " + LIMIT + ".");
          }
          List<Report> reports = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            var report =
                new Report(
                    Kind.of((char) in.readUnsignedByte()),
                    in.readLong(),
                    in.readLong(),
                    in.readUTF(),
                    in.readInt(),
                    in.readInt());
            report.check();
            reports.add(report);
          }
          return reports;
        });
  }
}

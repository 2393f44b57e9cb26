package freeworker.wire.job;

import freeworker.ExpiredJob;
import freeworker.JobId;
import freeworker.wire.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some of what a broker keeps no more. */
public record ExpiredPage(List<ExpiredJob> jobs) {
  private static final int MOST = 10_000;
  private static final int LONGEST = 64 << 10;

  public ExpiredPage {
    jobs = List.copyOf(jobs);
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(jobs.size());
          for (ExpiredJob job : jobs) {
            out.writeLong(job.id().number());
            out.writeLong(job.id().element());
            Bytes.writeLongText(out, job.name());
            out.writeLong(job.at());
            Bytes.writeLongText(out, job.why());
          }
        });
  }

  public static ExpiredPage decode(byte[] bytes) throws IOException {
    try {
      return Bytes.read(
          bytes,
          in -> {
            int count = in.readInt();
            if (count < 0 || count > MOST) {
              throw new IOException("A page of " + count + " jobs.");
            }
            var jobs = new ArrayList<ExpiredJob>();
            for (int left = count; left > 0; left--) {
              jobs.add(
                  new ExpiredJob(
                      new JobId(in.readLong(), in.readLong()),
                      Bytes.readLongText(in, LONGEST),
                      in.readLong(),
                      Bytes.readLongText(in, LONGEST)));
            }
            return new ExpiredPage(jobs);
          });
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}

package freeworker.wire.job;

import freeworker.Job;
import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Some jobs, as a broker tells them. */
public record JobPage(List<Job> jobs) {
  private static final int MOST = 10_000;
  private static final int LONGEST = 64 << 10;

  /** By their numbers in a frame. */
  private static final List<JobState> STATES = List.of(JobState.values());

  public JobPage {
    jobs = List.copyOf(jobs);
  }

  /** What stands for a state where numbers alone travel. */
  public static int number(JobState state) {
    return STATES.indexOf(state);
  }

  /** The state of that number, if it is one. */
  public static Optional<JobState> state(int number) {
    return number >= 0 && number < STATES.size()
        ? Optional.of(STATES.get(number))
        : Optional.empty();
  }

  public byte[] encode() {
    return Bytes.write(
        out -> {
          out.writeInt(jobs.size());
          for (Job job : jobs) {
            write(out, job);
          }
        });
  }

  public static JobPage decode(byte[] bytes) throws IOException {
    try {
      return Bytes.read(
          bytes,
          in -> {
            var jobs = new ArrayList<Job>();
            for (int left = count(in); left > 0; left--) {
              jobs.add(read(in));
            }
            return new JobPage(jobs);
          });
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void write(DataOutputStream out, Job job) throws IOException {
    out.writeLong(job.id().number());
    out.writeLong(job.id().element());
    Bytes.writeLongText(out, job.owner());
    Bytes.writeLongText(out, job.name());
    out.writeByte(number(job.state()));
    out.writeLong(job.size());
    out.writeByte(job.counts().size());
    for (Map.Entry<JobState, Long> count : job.counts().entrySet()) {
      out.writeByte(number(count.getKey()));
      out.writeLong(count.getValue());
    }
    out.writeInt(job.attempts());
    out.writeInt(job.code());
    Bytes.writeLongText(out, job.why());
    out.writeInt(job.worker());
    out.writeLong(job.submitted());
    out.writeLong(job.began());
    out.writeLong(job.ended());
    out.writeInt(job.tries().size());
    for (Job.Try one : job.tries()) {
      out.writeInt(one.number());
      out.writeInt(one.worker());
      out.writeLong(one.began());
      out.writeLong(one.ended());
      out.writeUTF(one.how());
      out.writeInt(one.code());
      Bytes.writeLongText(out, one.why());
      out.writeLong(one.output());
      out.writeLong(one.errors());
      out.writeLong(one.files());
    }
  }

  private static Job read(DataInputStream in) throws IOException {
    return new Job(
        new JobId(in.readLong(), in.readLong()),
        text(in),
        text(in),
        state(in),
        in.readLong(),
        counts(in),
        in.readInt(),
        in.readInt(),
        text(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        tries(in));
  }

  private static String text(DataInputStream in) throws IOException {
    return Bytes.readLongText(in, LONGEST);
  }

  private static JobState state(DataInputStream in) throws IOException {
    int number = in.readUnsignedByte();
    return state(number)
        .orElseThrow(() -> new IOException("A job in the unknown state " + number + "."));
  }

  private static Map<JobState, Long> counts(DataInputStream in) throws IOException {
    var counts = new EnumMap<JobState, Long>(JobState.class);
    for (int left = in.readUnsignedByte(); left > 0; left--) {
      counts.put(state(in), in.readLong());
    }
    return counts;
  }

  private static List<Job.Try> tries(DataInputStream in) throws IOException {
    var tries = new ArrayList<Job.Try>();
    for (int left = count(in); left > 0; left--) {
      tries.add(
          new Job.Try(
              in.readInt(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              in.readUTF(),
              in.readInt(),
              text(in),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return tries;
  }

  private static int count(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST) {
      throw new IOException("At most " + MOST + " jobs are told at once, not " + count + ".");
    }
    return count;
  }
}

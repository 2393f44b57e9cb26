package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.JobState;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The jobs of a broker, on its disk: what was accepted, what ran, how it ended, what it wrote. What
 * it cannot record in a way that makes sense it does not record, and says so. All times are its
 * caller's, in microseconds since 1970.
 *
 * <p>Any thread may call. What returns is on disk, if it is not said otherwise.
 */
final class JobStore implements AutoCloseable {
  /** Takes what waits, as it is read. */
  interface Waiters {
    void submission(Waiting waiting);

    /** An element of the submission before that has been touched, and waits. */
    void again(JobId id, int attempts);
  }

  /** How large its file may become, when nothing else is said. */
  static final long LARGEST = 64L << 30;

  private final StoreReaders readers;
  private final StoreWriter writer;
  private final StoreContents contents;

  private JobStore(StoreFile file, StoreRows rows, Point point) {
    this.readers = new StoreReaders(file);
    this.writer = new StoreWriter(file.path(), rows, point);
    this.contents = new StoreContents(writer, readers);
  }

  /** The store in this folder, which is the broker's alone; made where there is none. */
  static JobStore open(Path folder) throws JobStoreFailure {
    return open(folder, LARGEST, Point.NONE);
  }

  static JobStore open(Path folder, long mostBytes, Point point) throws JobStoreFailure {
    var file = new StoreFile(folder, mostBytes);
    return new JobStore(file, file.writing(point, StoreSchema.STEPS), point);
  }

  /**
   * Accepts it, under a number that none had before and none will have. The files of its script
   * have been brought.
   */
  long submit(Submission submission) throws JobStoreFailure {
    return writer.durably(rows -> StoreJobs.submit(rows, submission));
  }

  /** Those that have to be brought before a script that needs them is submitted. */
  Set<Hash> lacking(Collection<Hash> hashes) throws JobStoreFailure {
    return contents.lacking(hashes);
  }

  /**
   * Takes a piece of a file; each follows the one before it, and one that is there already changes
   * nothing. With the last piece the file must be what its hash says, or all of it is dropped. It
   * is on disk with the script that needs it.
   */
  void bring(Hash hash, long length, long offset, byte[] piece) throws JobStoreFailure {
    contents.bring(hash, length, offset, piece);
  }

  /** The bytes from there on; fewer only at its end, none when it is not here. */
  byte[] piece(Hash hash, long offset, int most) throws JobStoreFailure {
    return contents.piece(hash, offset, most);
  }

  /** Whether it waited and runs now, as the attempt that follows its last one. */
  boolean begin(JobId id, int attempt, int worker, long at) throws JobStoreFailure {
    return writer.durably(rows -> StoreJobs.begin(rows, id, attempt, worker, at));
  }

  /**
   * Keeps what it wrote, which it has said up to this offset. It is on disk with whatever is next,
   * before it.
   *
   * @param stream one of those of {@link freeworker.wire.job.Script}
   * @return false when this attempt does not run, or something before is missing
   */
  boolean wrote(JobId id, int attempt, int stream, long offset, byte[] bytes)
      throws JobStoreFailure {
    if (stream < Script.OUTPUT || stream > Script.FILES) {
      throw new IllegalArgumentException("no script has a stream " + stream);
    }
    return writer.soon(
        bytes.length, rows -> StoreJobs.wrote(rows, id, attempt, stream, offset, bytes));
  }

  /**
   * Records how an attempt that runs has ended, once.
   *
   * @param how a word of {@link freeworker.wire.job.Ending.How}, or {@code lost}
   * @param next how the job stands from then on: over, or waiting again
   */
  boolean end(JobId id, int attempt, String how, int code, String why, JobState next, long at)
      throws JobStoreFailure {
    if (how.isEmpty() || next == JobState.RUNNING) {
      throw new IllegalArgumentException(id + " ended as '" + how + "' and is " + next);
    }
    return writer.durably(rows -> StoreJobs.end(rows, id, attempt, how, code, why, next, at));
  }

  /**
   * For a job that does not run: one that waits is over without having run again, or one that is
   * over waits again.
   *
   * @return false when it does not stand as it should
   */
  boolean finish(JobId id, JobState from, JobState to, String why, long at) throws JobStoreFailure {
    boolean ends = from == JobState.QUEUED && to.over();
    if (!ends && !(from.over() && to == JobState.QUEUED)) {
      throw new IllegalArgumentException(id + " cannot go from " + from + " to " + to);
    }
    return writer.durably(rows -> StoreJobs.finish(rows, id, from, to, why, at));
  }

  /** Whether it was over and waits again. */
  boolean retry(JobId id, long at) throws JobStoreFailure {
    return writer.durably(rows -> StoreJobs.retry(rows, id, at));
  }

  /** Cancels all of a submission that waits, and says how many that were. */
  long cancelWaiting(long number, long at) throws JobStoreFailure {
    return writer.durably(rows -> StoreJobs.cancelWaiting(rows, number, at));
  }

  /**
   * For a broker that has just started: what ran under the one before is lost, and waits again
   * unless it must not run twice.
   *
   * @return how each of these stands now
   */
  List<Standing> recover(long at) throws JobStoreFailure {
    return writer.durably(rows -> StoreJobs.recover(rows, at));
  }

  /** Reads what waits, in the order in which it came, and holds none of it. */
  void waiting(Waiters waiters) throws JobStoreFailure {
    readers.read(
        rows -> {
          StoreLists.waiting(rows, waiters);
          return true;
        });
  }

  Optional<Submission> submission(long number) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.submission(rows, number));
  }

  /** How it stands; empty when there is no such job, or no longer. */
  Optional<Standing> standing(JobId id) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.standing(rows, id));
  }

  List<Standing> standings(Page page) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.standings(rows, page));
  }

  /**
   * Submissions, the newest first.
   *
   * @param owner whose; empty for everybody's
   */
  List<Summary> newest(String owner, Optional<JobState> state, long below, int most)
      throws JobStoreFailure {
    return readers.read(rows -> StoreSummaries.newest(rows, owner, state, below, most));
  }

  Optional<Summary> summary(long number) throws JobStoreFailure {
    return readers.read(rows -> StoreSummaries.of(rows, number));
  }

  /** How many jobs of a submission are in each state; empty when there is no such submission. */
  Map<JobState, Long> counts(long number) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.counts(rows, number));
  }

  List<Attempt> attempts(JobId id) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.attempts(rows, id));
  }

  /** What an attempt wrote, from there on; fewer bytes only at the end of what is kept. */
  byte[] output(JobId id, int attempt, int stream, long offset, int most) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.output(rows, id, attempt, stream, offset, most));
  }

  /** How many bytes of it are kept. */
  long length(JobId id, int attempt, int stream) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.length(rows, id, attempt, stream));
  }

  /**
   * Removes submissions that have been over for longer than this, or the oldest of them, and then
   * the oldest outputs, while there is more output than this; and files that no script has needed
   * for an hour. It may be called at any time.
   */
  Swept sweep(long now, Duration keep, long mostBytes) throws JobStoreFailure {
    return new StoreSweep(writer, now).run(keep, mostBytes);
  }

  /**
   * What is no longer kept, the newest first.
   *
   * @param owner whose; empty for everybody's
   * @param below of numbers below this one
   */
  List<Expired> expired(String owner, long below, int most) throws JobStoreFailure {
    return readers.read(rows -> StoreLists.expired(rows, owner, below, most));
  }

  @Override
  public void close() throws JobStoreFailure {
    readers.close();
    writer.close();
  }
}

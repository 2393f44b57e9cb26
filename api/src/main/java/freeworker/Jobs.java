package freeworker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The jobs of one key at a broker: scripts that it keeps until a worker has run them, and their
 * results until they expire. All that it is told to keep is on its disk when the call returns.
 */
public interface Jobs extends AutoCloseable {
  /** The streams that a job writes. */
  enum Stream {
    OUTPUT,
    ERRORS
  }

  /**
   * Opens the jobs of the broker at an address, as {@link Engine#open} understands it.
   *
   * @throws BrokerUnreachable when no broker answers there
   */
  static Jobs open(String address) {
    Optional<Jobs> ours = Providers.ours().flatMap(provider -> provider.jobs(address));
    if (ours.isPresent()) {
      return ours.get();
    }
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      Optional<Jobs> jobs = provider.jobs(address);
      if (jobs.isPresent()) {
        return jobs.get();
      }
    }
    throw new FreeworkerException(
        "Jobs need a broker, and '" + address + "' names none. Try: localhost:18811");
  }

  /**
   * Submits a job, or an array of jobs, for whatever worker is free next.
   *
   * @return the number that it has from now on
   * @throws JobRefused when it cannot be taken
   * @throws IOException when a file of it cannot be read
   */
  long submit(JobOrder order) throws IOException;

  /**
   * The newest jobs and arrays first.
   *
   * @param below only those with a lower number
   * @param most how many at most
   * @param state only those of which something is in this state
   */
  List<Job> list(long below, int most, Optional<JobState> state);

  /**
   * What is kept no more, the newest first.
   *
   * @param below only those with a lower number
   * @param most how many at most
   */
  List<ExpiredJob> expired(long below, int most);

  /**
   * How a job stands.
   *
   * @param wait how long to wait until it is over
   * @throws JobRefused when it is not there, or not yours
   */
  Job show(JobId id, Duration wait);

  /**
   * Copies what a job wrote, and goes on while it writes.
   *
   * @param attempt which of the times that it began, 0 for the last
   * @param follow whether to wait for more until the job is over
   * @return how many bytes that were
   */
  long copy(JobId id, int attempt, Stream stream, boolean follow, OutputStream to)
      throws IOException;

  /**
   * Copies the files that came back from a job into a folder, which is made; none is overwritten.
   *
   * @return where they are
   * @throws java.nio.file.FileAlreadyExistsException when one is there already
   */
  List<Path> fetch(JobId id, Path folder) throws IOException;

  /**
   * Cancels a job, or all of an array that is not over.
   *
   * @return how many jobs that were
   */
  long cancel(JobId id);

  /**
   * Has a job run again that is over.
   *
   * @return how many jobs that are
   */
  long retry(JobId id);

  @Override
  void close();
}

package freeworker;

import org.jspecify.annotations.Nullable;

/** A worker that is yours until you close it; its tasks run one at a time, in order of arrival. */
public interface BorrowedWorker extends AutoCloseable {
  /**
   * Runs a task on this worker, at most once. As with {@link Engine#run}, no other thread may
   * change its large arrays of bytes meanwhile.
   *
   * @throws TaskFailed when the task itself failed
   * @throws WorkerLost when the worker died before its answer arrived
   * @throws StaleLease when the worker is not yours any more
   * @throws TaskCancelled when this thread was interrupted, or the limit of its {@link
   *     Engine#within engine} was over; if the task had begun, the worker is not yours any more
   */
  <T extends @Nullable Object> T run(Task<T> task);

  /** The worker's number, from 0. */
  int number();

  /** Gives the worker back; closing twice changes nothing. */
  @Override
  void close();
}

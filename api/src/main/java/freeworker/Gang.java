package freeworker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that runs on several workers at once, as the program sees it that called for it. */
public interface Gang<T extends @Nullable Object> extends AutoCloseable {
  /** How many members there are. */
  int size();

  /**
   * Sends bytes to a member; waits while its box is full.
   *
   * @throws FreeworkerException when it has ended
   */
  void send(int to, byte[] bytes) throws InterruptedException;

  /**
   * Waits for the next letter that a member sent to {@link Member#CALLER}.
   *
   * @throws FreeworkerException when there will be none: why the gang failed, or that all have
   *     ended
   */
  Letter receive() throws InterruptedException;

  /**
   * Waits until all have ended, and answers their results by rank. The workers are given back.
   *
   * @throws TaskFailed when one of them failed, which ends the others
   * @throws WorkerLost when a worker died, which ends the others
   * @throws TaskCancelled when this thread was interrupted, or the {@link Engine#within limit} was
   *     over
   */
  List<T> results();

  /** Ends what still runs, and gives the workers back. */
  @Override
  void close();
}

package freeworker.worker.gang;

import freeworker.wire.Grant;
import freeworker.wire.gang.Mailing;
import java.io.IOException;

/** How the member of one worker reaches the others. */
public interface Ways extends AutoCloseable {
  /**
   * Puts something into the box of the member on that worker.
   *
   * @param from the rank of the sender
   * @throws IOException when it is not reached
   */
  Box.Put deliver(Grant seat, int from, Mailing mailing, byte[] letter)
      throws IOException, InterruptedException;

  /** The member has ended. */
  @Override
  default void close() {}
}

package freeworker.worker.gang;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: box, lease. Letters may come before their member begins, and be collected after its end.
 */
/** The box of the member that a worker runs, or is about to: that of the newest lease. */
public final class Mail {
  /** Of the largest heap, all that waits takes one part in so many. */
  private static final long PART = 16;

  private static final long LEAST = 64L << 10;

  private long lease;
  private @Nullable Box box;

  /** The box of a lease; empty when a newer one has come. */
  public synchronized Optional<Box> box(long wanted) {
    Box here = box;
    if (here == null || wanted > lease) {
      if (here != null) {
        here.end();
      }
      here = new Box(room());
      box = here;
      lease = wanted;
    }
    return wanted == lease ? Optional.of(here) : Optional.empty();
  }

  /** The member of a lease has ended. */
  public synchronized void end(long ended) {
    if (box != null && lease == ended) {
      box.end();
    }
  }

  private static long room() {
    return Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART / 4);
  }
}

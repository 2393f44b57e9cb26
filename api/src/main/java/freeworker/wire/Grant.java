package freeworker.wire;

import java.io.Serializable;
import java.util.Objects;

/**
 * The answer to a borrower: a worker, or why there is none.
 *
 * @param lease the lease's number, 0 when there is none
 * @param worker the worker's number
 * @param epoch which process of that number it is
 * @param stub the worker's remote reference, serialized
 * @param words empty, or why there is no worker
 * @param over whether the borrower's session is over, so that it has to enter anew
 */
public record Grant(long lease, int worker, long epoch, byte[] stub, String words, boolean over)
    implements Serializable {
  public Grant {
    Objects.requireNonNull(stub, "stub");
    Objects.requireNonNull(words, "words");
  }

  /** No worker, and why. */
  public static Grant none(String words) {
    return new Grant(0, 0, 0, new byte[0], words, false);
  }

  /** No worker, because the session is over. */
  public static Grant sessionOver() {
    return new Grant(0, 0, 0, new byte[0], "The session is over.", true);
  }

  /** A worker. */
  public static Grant of(long lease, int worker, long epoch, byte[] stub) {
    return new Grant(lease, worker, epoch, stub, "", false);
  }

  public boolean granted() {
    return lease != 0;
  }
}

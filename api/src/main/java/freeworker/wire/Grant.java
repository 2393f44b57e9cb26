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
 */
public record Grant(long lease, int worker, long epoch, byte[] stub, String words)
    implements Serializable {
  public Grant {
    Objects.requireNonNull(stub, "stub");
    Objects.requireNonNull(words, "words");
  }

  /** No worker, and why. */
  public static Grant none(String words) {
    return new Grant(0, 0, 0, new byte[0], words);
  }

  public boolean granted() {
    return lease != 0;
  }
}

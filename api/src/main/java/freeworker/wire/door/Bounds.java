package freeworker.wire.door;

import java.util.concurrent.TimeUnit;

/**
 * What a door bears.
 *
 * @param request how many bytes one request may have
 * @param pending how many connections may be open that have proved nothing yet
 * @param proofNanos how long a connection may take to prove itself
 * @param connections how many connections may be open in all
 * @param connectionsPerKey how many of them for one key
 */
public record Bounds(
    int request, int pending, long proofNanos, int connections, int connectionsPerKey) {
  /** What RMI adds to what a request carries. */
  public static final int ENVELOPE = 64 << 10;

  // A connection inside TLS with a half of a call in its buffers, and as much again to spare.
  private static final int CONNECTION = 256 << 10;

  /** The usual bounds for requests that carry so many bytes. */
  public static Bounds carrying(int bytes) {
    return new Bounds(bytes + ENVELOPE, 256, TimeUnit.SECONDS.toNanos(5), 4_096, 1_024);
  }

  /** These bounds with no more connections than such a heap has memory for. */
  public Bounds in(long heap) {
    int most = (int) Math.min(connections, Math.max(1, heap / CONNECTION));
    return new Bounds(request, pending, proofNanos, most, connectionsPerKey);
  }
}

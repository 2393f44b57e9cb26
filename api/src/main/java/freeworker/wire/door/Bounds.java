package freeworker.wire.door;

import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;

/**
 * What a door bears.
 *
 * @param request how many bytes one request may have
 * @param memory how many bytes all requests may have that are not answered yet
 * @param pending how many connections may be open that have proved nothing yet
 * @param proofNanos how long a connection may take to prove itself
 * @param connections how many connections clients may have open in all
 * @param connectionsPerKey how many of them for one key
 */
public record Bounds(
    int request,
    long memory,
    int pending,
    long proofNanos,
    int connections,
    int connectionsPerKey) {
  /** What RMI adds to what a request carries. */
  public static final int ENVELOPE = 64 << 10;

  /** The usual bounds in this process for requests that carry so many bytes. */
  public static Bounds carrying(int bytes) {
    return of(Allowance.usual(), bytes + ENVELOPE);
  }

  /** The bounds of a door that bears so much. */
  public static Bounds of(Allowance allowance) {
    return of(allowance, allowance.count(Limit.REQUEST_BYTES));
  }

  /** As much memory as two requests may have is always there: a task, and what it is brought. */
  static Bounds of(Allowance allowance, int request) {
    return new Bounds(
        request,
        Math.max(allowance.of(Limit.REQUESTS_IN_MEMORY), 2L * request),
        allowance.count(Limit.CONNECTIONS_UNPROVED),
        allowance.of(Limit.PROOF_TIME),
        allowance.count(Limit.CONNECTIONS),
        allowance.count(Limit.CONNECTIONS_PER_KEY));
  }
}

package freeworker.bench.growth;

import java.util.function.LongPredicate;

/** Who should have which worker, kept beside a ledger to check what it does. */
final class Books {
  private final long[] holders;
  private final Queue queue;
  private long lent;
  private int held;

  Books(int workers, int mostWaiting) {
    holders = new long[workers];
    queue = new Queue(mostWaiting);
  }

  void waits(long session) {
    queue.add(session);
  }

  /** A session that was lent a worker in vain is the first again. */
  void putBack(long session) {
    queue.addFirst(session);
  }

  /**
   * A worker was lent.
   *
   * @param known whether a session still waits
   * @throws IllegalStateException when it was somebody else's, or another one's turn
   */
  void lent(int worker, long session, LongPredicate known) {
    if (holders[worker] != 0) {
      throw new IllegalStateException(
          "worker " + worker + " is lent to " + holders[worker] + " and to " + session);
    }
    long first = queue.next(known);
    if (first != session) {
      throw new IllegalStateException(session + " was served before " + first);
    }
    holders[worker] = session;
    lent++;
    held++;
  }

  /** A lease is over. */
  void over(int worker) {
    if (holders[worker] == 0) {
      throw new IllegalStateException("worker " + worker + " was not lent");
    }
    holders[worker] = 0;
    held--;
  }

  long holder(int worker) {
    return holders[worker];
  }

  /** How often a worker was lent so far. */
  long lent() {
    return lent;
  }

  /** How many workers are lent. */
  int held() {
    return held;
  }

  /** Whether nobody waits who could. */
  boolean allServed(LongPredicate known) {
    long next = queue.next(known);
    if (next != 0) {
      queue.addFirst(next);
    }
    return next == 0;
  }
}

package freeworker.bench.growth;

import java.util.function.LongPredicate;

/** Who waits, in order of arrival, kept beside a ledger to check whom it serves. */
final class Queue {
  private final long[] ring;
  private int first;
  private int size;

  /**
   * @param most how many may wait at once, those who left among them
   */
  Queue(int most) {
    ring = new long[most];
  }

  void add(long session) {
    check();
    ring[(first + size++) % ring.length] = session;
  }

  /** Someone is first of all. */
  void addFirst(long session) {
    check();
    first = (first + ring.length - 1) % ring.length;
    ring[first] = session;
    size++;
  }

  private void check() {
    if (size == ring.length) {
      throw new IllegalStateException("more than " + size + " wait");
    }
  }

  /** Takes out whose turn it is, past all who left; 0 when there is nobody. */
  long next(LongPredicate waits) {
    while (size > 0) {
      long session = ring[first];
      first = (first + 1) % ring.length;
      size--;
      if (waits.test(session)) {
        return session;
      }
    }
    return 0;
  }
}

package freeworker.ledger;

import java.util.Arrays;
import java.util.Optional;

/**
 * The fault of the broker that this project replaces, planted: it looks for a free worker outside
 * the lock and claims it inside, so that two borrowers can be given the same one.
 */
final class UnlockedSearch {
  private final boolean[] busy;
  private final long[] lent;
  private long last;

  UnlockedSearch(int workers) {
    busy = new boolean[workers];
    lent = new long[workers];
  }

  Optional<Lease> find(long session) {
    int worker = search();
    return worker < 0 ? Optional.empty() : Optional.of(claim(worker, session));
  }

  /** The first free worker, or -1. */
  int search() {
    for (int worker = 0; worker < busy.length; worker++) {
      if (!busy[worker]) {
        return worker;
      }
    }
    return -1;
  }

  synchronized Lease claim(int worker, long session) {
    busy[worker] = true;
    lent[worker] = ++last;
    return new Lease(last, new WorkerId(worker, 1), session, true);
  }

  synchronized boolean free(long lease) {
    int worker = Arrays.stream(lent).boxed().toList().indexOf(lease);
    if (worker < 0) {
      return false;
    }
    lent[worker] = 0;
    busy[worker] = false;
    return true;
  }
}

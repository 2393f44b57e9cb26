package freeworker.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** One session: its places in the queue and the leases lent to it, by number. */
final class Borrower {
  final long session;
  final Deque<Places.Run> runs = new ArrayDeque<>();
  final TreeMap<Long, Loan> loans = new TreeMap<>();
  final TreeMap<Long, Loan> untaken = new TreeMap<>();
  long places;
  long heard;
  boolean kept;

  Borrower(long session) {
    this.session = session;
  }

  long outstanding() {
    return places + untaken.size();
  }
}

package freeworker.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** One session: its places in the queue and the leases lent to it, by number. */
final class Borrower {
  final long session;

  /** Whose session it is; a worker process serves one owner in its life. */
  final String owner;

  final Deque<Places.Run> runs = new ArrayDeque<>();
  final TreeMap<Long, Loan> loans = new TreeMap<>();
  final TreeMap<Long, Loan> untaken = new TreeMap<>();
  long places;
  long heard;
  boolean kept;

  Borrower(long session, String owner) {
    this.session = session;
    this.owner = owner;
  }

  long outstanding() {
    return places + untaken.size();
  }
}

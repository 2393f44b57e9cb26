package freeworker.ledger;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One session: its places in the queue and the leases lent to it, by number. */
final class Borrower {
  final long session;

  /** Whose session it is; a worker process serves one owner in its life. */
  final String owner;

  final Deque<Places.Run> runs = new ArrayDeque<>(1);
  final Map<Long, Loan> loans = new HashMap<>();
  final TreeMap<Long, Loan> untaken = new TreeMap<>();

  /** Its leases in {@link Recallable}. */
  final TreeMap<Long, Loan> recallable = new TreeMap<>();

  long places;
  long heard;
  boolean kept;

  /** How many workers it wants at once or not at all; 0 for one after the other. */
  int together;

  Borrower(long session, String owner) {
    this.session = session;
    this.owner = owner;
  }

  /** Its leases, oldest first. */
  List<Loan> oldestFirst() {
    return loans.values().stream().sorted(Comparator.comparingLong(Loan::number)).toList();
  }

  long outstanding() {
    return places + untaken.size();
  }
}

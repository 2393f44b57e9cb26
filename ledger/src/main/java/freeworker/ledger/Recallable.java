package freeworker.ledger;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The leases that can be recalled, by how many places their own session waits in: a session that
 * waits itself gives nothing back for its own sake, so most of all that wait may be such.
 */
final class Recallable {
  /** By places, then by the number of a session's lease that was lent first. */
  private final TreeMap<Long, TreeMap<Long, Borrower>> sessions = new TreeMap<>();

  private long count;

  void add(Loan loan) {
    count++;
    Borrower borrower = loan.borrower;
    Map.Entry<Long, Loan> first = borrower.recallable.firstEntry();
    if (first != null && first.getKey() < loan.number()) {
      borrower.recallable.put(loan.number(), loan);
      return;
    }
    strike(borrower);
    borrower.recallable.put(loan.number(), loan);
    enter(borrower);
  }

  /** A lease that is not among them changes nothing. */
  void remove(Loan loan) {
    Borrower borrower = loan.borrower;
    Map.Entry<Long, Loan> first = borrower.recallable.firstEntry();
    if (first == null || first.getKey() != loan.number()) {
      if (borrower.recallable.remove(loan.number()) != null) {
        count--;
      }
      return;
    }
    strike(borrower);
    borrower.recallable.remove(loan.number());
    count--;
    enter(borrower);
  }

  /** A session waits in so many places from now on. */
  void waits(Borrower borrower, long places) {
    strike(borrower);
    borrower.places = places;
    enter(borrower);
  }

  long count() {
    return count;
  }

  /** The one lent first of all whose session waits in fewer places than these, if there is any. */
  @Nullable Loan first(long places) {
    Borrower first = null;
    for (TreeMap<Long, Borrower> alike : sessions.headMap(places).values()) {
      Borrower one = alike.firstEntry().getValue();
      if (first == null || one.recallable.firstKey() < first.recallable.firstKey()) {
        first = one;
      }
    }
    return first == null ? null : first.recallable.firstEntry().getValue();
  }

  private void strike(Borrower borrower) {
    TreeMap<Long, Borrower> alike = sessions.get(borrower.places);
    if (alike != null && !borrower.recallable.isEmpty()) {
      alike.remove(borrower.recallable.firstKey());
      if (alike.isEmpty()) {
        sessions.remove(borrower.places);
      }
    }
  }

  private void enter(Borrower borrower) {
    if (!borrower.recallable.isEmpty()) {
      sessions
          .computeIfAbsent(borrower.places, any -> new TreeMap<>())
          .put(borrower.recallable.firstKey(), borrower);
    }
  }
}

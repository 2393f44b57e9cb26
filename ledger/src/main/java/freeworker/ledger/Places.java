package freeworker.ledger;

import java.util.Map;
import java.util.TreeMap;

/** The queue of waiting borrowers in order of arrival, as runs: a million places cost little. */
final class Places {

  /** Neighbouring places of one session, which count as having come with the first of them. */
  static final class Run {
    private final long arrival;
    private final Borrower borrower;
    private final long since;
    private long count;

    private Run(long arrival, Borrower borrower, long since) {
      this.arrival = arrival;
      this.borrower = borrower;
      this.since = since;
    }

    Borrower borrower() {
      return borrower;
    }

    long since() {
      return since;
    }
  }

  private final TreeMap<Long, Run> runs = new TreeMap<>();
  private long arrivals;
  private long count;

  long count() {
    return count;
  }

  /** Adds places at the tail. */
  void add(Borrower borrower, long more, long now) {
    if (more <= 0) {
      return;
    }
    Map.Entry<Long, Run> last = runs.lastEntry();
    Run run;
    if (last != null && last.getValue().borrower == borrower) {
      run = last.getValue();
    } else {
      run = new Run(++arrivals, borrower, now);
      runs.put(run.arrival, run);
      borrower.runs.addLast(run);
    }
    grow(run, more);
  }

  /** Gives a borrower who had been served in vain the first place of all. */
  void putBack(Borrower borrower, long now) {
    Map.Entry<Long, Run> first = runs.firstEntry();
    Run run;
    if (first != null && first.getValue().borrower == borrower) {
      run = first.getValue();
    } else {
      run = new Run(first == null ? ++arrivals : first.getKey() - 1, borrower, now);
      runs.put(run.arrival, run);
      borrower.runs.addFirst(run);
    }
    grow(run, 1);
  }

  /** Whose the first place is; there must be one. */
  Borrower first() {
    return runs.firstEntry().getValue().borrower;
  }

  /** The run of the place with so many before it; there must be one. */
  Run run(long before) {
    long left = before;
    for (Run run : runs.values()) {
      left -= run.count;
      if (left < 0) {
        return run;
      }
    }
    throw new IllegalArgumentException("there are only " + count + " places, not " + before);
  }

  /** Takes the first place out; there must be one. */
  Borrower next() {
    Run run = runs.firstEntry().getValue();
    shrink(run, 1);
    return run.borrower;
  }

  /** Drops the youngest places of a borrower, as many as it has at most. */
  void drop(Borrower borrower, long fewer) {
    long left = Math.min(fewer, borrower.places);
    while (left > 0) {
      Run youngest = borrower.runs.getLast();
      long some = Math.min(left, youngest.count);
      shrink(youngest, some);
      left -= some;
    }
  }

  void clear() {
    while (!runs.isEmpty()) {
      Run run = runs.firstEntry().getValue();
      shrink(run, run.count);
    }
  }

  private void grow(Run run, long more) {
    run.count += more;
    run.borrower.places += more;
    count += more;
  }

  private void shrink(Run run, long fewer) {
    run.count -= fewer;
    run.borrower.places -= fewer;
    count -= fewer;
    if (run.count == 0) {
      runs.remove(run.arrival);
      if (run.borrower.runs.getFirst() == run) {
        run.borrower.runs.removeFirst();
      } else {
        run.borrower.runs.removeLast();
      }
    }
  }
}

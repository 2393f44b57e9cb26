package freeworker.ledger;

import org.jspecify.annotations.Nullable;

/** The queue of waiting borrowers in order of arrival, as runs: a million places cost little. */
final class Places {

  /**
   * Neighbouring places of one session, which count as having come with the first of them; a link
   * of the chain of all.
   */
  static final class Run {
    private final Borrower borrower;
    private final long since;
    private long count;
    private @Nullable Run before;
    private @Nullable Run after;

    private Run(Borrower borrower, long since) {
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

  private final Recallable recallable;
  private @Nullable Run first;
  private @Nullable Run last;
  private long count;

  /**
   * @param recallable is told how many places a session waits in
   */
  Places(Recallable recallable) {
    this.recallable = recallable;
  }

  long count() {
    return count;
  }

  /** Adds places at the tail. */
  void add(Borrower borrower, long more, long now) {
    if (more <= 0) {
      return;
    }
    Run tail = last;
    if (tail == null || tail.borrower != borrower) {
      var run = new Run(borrower, now);
      link(tail, run);
      link(run, null);
      borrower.runs.addLast(run);
      tail = run;
    }
    change(tail, more);
  }

  /** Gives a borrower who had been served in vain the first place of all. */
  void putBack(Borrower borrower, long now) {
    Run head = first;
    if (head == null || head.borrower != borrower) {
      var run = new Run(borrower, now);
      link(run, head);
      link(null, run);
      borrower.runs.addFirst(run);
      head = run;
    }
    change(head, 1);
  }

  /** Whose the first place is; there must be one. */
  Borrower first() {
    return head().borrower;
  }

  /** The run of the place with so many before it; there must be one. */
  Run run(long before) {
    long left = before;
    for (Run run = first; run != null; run = run.after) {
      left -= run.count;
      if (left < 0) {
        return run;
      }
    }
    throw new IllegalArgumentException("there are only " + count + " places, not " + before);
  }

  /** Takes the first place out; there must be one. */
  Borrower next() {
    Run head = head();
    change(head, -1);
    return head.borrower;
  }

  /** Drops the youngest places of a borrower, as many as it has at most. */
  void drop(Borrower borrower, long fewer) {
    long left = Math.min(fewer, borrower.places);
    while (left > 0) {
      Run youngest = borrower.runs.getLast();
      long some = Math.min(left, youngest.count);
      change(youngest, -some);
      left -= some;
    }
  }

  void clear() {
    while (first != null) {
      change(first, -first.count);
    }
  }

  private Run head() {
    if (first == null) {
      throw new IllegalStateException("nobody waits");
    }
    return first;
  }

  private void change(Run run, long by) {
    run.count += by;
    count += by;
    recallable.waits(run.borrower, run.borrower.places + by);
    if (run.count == 0) {
      link(run.before, run.after);
      if (run.borrower.runs.getFirst() == run) {
        run.borrower.runs.removeFirst();
      } else {
        run.borrower.runs.removeLast();
      }
    }
  }

  /** Makes two runs neighbours; null is the end of the chain. */
  private void link(@Nullable Run before, @Nullable Run after) {
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
  }
}

package freeworker.ledger;

/**
 * A lease that has not ended: whether it was picked up, whether it was asked back, and whether its
 * tasks left something running.
 */
final class Loan {
  final Borrower borrower;
  final Post post;

  /** When it was lent. */
  final long since;

  Lease lease;
  boolean taken;
  boolean recalled;
  boolean untidy;

  Loan(Borrower borrower, Post post, Lease lease, long since) {
    this.borrower = borrower;
    this.post = post;
    this.lease = lease;
    this.since = since;
  }

  long number() {
    return lease.number();
  }

  /** Whether its worker may give it back; a borrower's own stays his until he frees it. */
  boolean mayReturn() {
    return recalled || !lease.kept();
  }

  void become(boolean kept) {
    lease = new Lease(lease.number(), lease.worker(), lease.session(), kept);
  }
}

package freeworker.ledger;

/** A lease that has not ended: whether it was picked up, and whether it was asked back. */
final class Loan {
  final Borrower borrower;
  final Post post;
  Lease lease;
  boolean taken;
  boolean recalled;

  Loan(Borrower borrower, Post post, Lease lease) {
    this.borrower = borrower;
    this.post = post;
    this.lease = lease;
  }

  long number() {
    return lease.number();
  }

  void become(boolean kept) {
    lease = new Lease(lease.number(), lease.worker(), lease.session(), kept);
  }
}

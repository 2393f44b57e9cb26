package freeworker.ledger;

/** The worker after the one that was lent last is next, and after the highest number the lowest. */
final class InTurn extends Idle<Numbers> {
  private int after;

  InTurn() {
    super(Numbers::new);
  }

  @Override
  void lent(int number) {
    after = number + 1;
  }

  @Override
  int next(Numbers one, Numbers other) {
    int next = lower(one.from(after), other.from(after));
    return next >= 0 ? next : super.next(one, other);
  }
}

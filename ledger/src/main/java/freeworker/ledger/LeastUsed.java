package freeworker.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The worker that was lent least often is next, and of several the one with the lowest number. */
final class LeastUsed extends Idle<LeastUsed.Ranking> {
  /** By number how often it was lent. */
  private final List<Long> uses;

  LeastUsed() {
    this(new ArrayList<>());
  }

  private LeastUsed(List<Long> uses) {
    super(() -> new Ranking(uses));
    this.uses = uses;
  }

  @Override
  void lent(int number) {
    while (uses.size() <= number) {
      uses.add(0L);
    }
    uses.set(number, uses.get(number) + 1);
  }

  @Override
  int better(int one, int other) {
    if (one < 0 || other < 0) {
      return Math.max(one, other);
    }
    return Use.ORDER.compare(use(uses, one), use(uses, other)) < 0 ? one : other;
  }

  private static Use use(List<Long> uses, int number) {
    return new Use(number < uses.size() ? uses.get(number) : 0, number);
  }

  /** How often a worker was lent. */
  private record Use(long times, int number) {
    private static final Comparator<Use> ORDER =
        Comparator.comparingLong(Use::times).thenComparingInt(Use::number);
  }

  /** Numbers in the order of their use, which does not change while they are idle. */
  static final class Ranking implements Idle.Group {
    private final List<Long> uses;
    private final TreeSet<Use> ranks = new TreeSet<>(Use.ORDER);

    private Ranking(List<Long> uses) {
      this.uses = uses;
    }

    @Override
    public boolean add(int number) {
      return ranks.add(use(uses, number));
    }

    @Override
    public boolean remove(int number) {
      return ranks.remove(use(uses, number));
    }

    @Override
    public int size() {
      return ranks.size();
    }

    @Override
    public int first() {
      return ranks.isEmpty() ? -1 : ranks.first().number();
    }
  }
}

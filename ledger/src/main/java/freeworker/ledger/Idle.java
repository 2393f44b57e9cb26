package freeworker.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The idle workers, by whom they have served: so nobody looks at those that he cannot have. Of
 * those that he can have the one with the lowest number is next, unless a strategy says otherwise.
 */
class Idle<G extends Idle.Group> {

  /** Idle workers that have served the same owner, or nobody yet. */
  interface Group {
    /** False when it is there already. */
    boolean add(int number);

    /** False when it is not there. */
    boolean remove(int number);

    int size();

    /** The best one, or -1. */
    int first();
  }

  private final Supplier<G> groups;
  private final G fresh;
  private final G nobody;
  private final Map<String, G> served = new HashMap<>();
  private int size;

  /**
   * @param groups makes empty ones
   */
  Idle(Supplier<G> groups) {
    this.groups = groups;
    this.fresh = groups.get();
    this.nobody = groups.get();
  }

  /**
   * @param owner whom it has served, or null for nobody yet
   */
  final void add(int number, @Nullable String owner) {
    G own = owner == null ? fresh : served.computeIfAbsent(owner, any -> groups.get());
    if (own.add(number)) {
      size++;
    }
  }

  /** One that is not idle stays what it is. */
  final void remove(int number, @Nullable String owner) {
    G own = owner == null ? fresh : served.get(owner);
    if (own != null && own.remove(number)) {
      size--;
    }
  }

  final int size() {
    return size;
  }

  /** The next one of those that have served nobody but this owner, or -1. */
  final int fitting(String owner) {
    return next(fresh, served.getOrDefault(owner, nobody));
  }

  /** How many there are that have served nobody but this owner. */
  final int count(String owner) {
    return fresh.size() + served.getOrDefault(owner, nobody).size();
  }

  /** The best one that has served somebody else; there must be one. Looks at each owner. */
  final int bestBut(String owner) {
    int best = -1;
    for (Map.Entry<String, G> own : served.entrySet()) {
      if (!own.getKey().equals(owner)) {
        best = better(best, own.getValue().first());
      }
    }
    if (best < 0) {
      throw new NoSuchElementException("no worker is idle that has served another than " + owner);
    }
    return best;
  }

  /** A worker that is idle no more was lent. */
  void lent(int number) {}

  /** The next one of two groups, or -1. */
  int next(G one, G other) {
    return better(one.first(), other.first());
  }

  /** The better one of two, of which each may be -1 for none. */
  int better(int one, int other) {
    return lower(one, other);
  }

  static int lower(int one, int other) {
    if (one < 0 || other < 0) {
      return Math.max(one, other);
    }
    return Math.min(one, other);
  }
}

package freeworker.ledger;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The idle workers, by whom they have served: so nobody looks at those that he cannot have. */
final class Idle {

  /** Some numbers of workers, of which the lowest is wanted again and again. */
  private static final class Numbers {
    private final BitSet all = new BitSet();
    private int size;

    /** There is none below. */
    private int low;

    boolean add(int number) {
      if (all.get(number)) {
        return false;
      }
      all.set(number);
      size++;
      low = Math.min(low, number);
      return true;
    }

    boolean remove(int number) {
      if (!all.get(number)) {
        return false;
      }
      all.clear(number);
      size--;
      return true;
    }

    /** The lowest, or -1. */
    int first() {
      if (size == 0) {
        return -1;
      }
      low = all.nextSetBit(low);
      return low;
    }
  }

  private final Numbers fresh = new Numbers();
  private final Map<String, Numbers> served = new HashMap<>();
  private int size;

  /**
   * @param owner whom it has served, or null for nobody yet
   */
  void add(int number, @Nullable String owner) {
    Numbers own = owner == null ? fresh : served.computeIfAbsent(owner, any -> new Numbers());
    if (own.add(number)) {
      size++;
    }
  }

  /** One that is not idle stays what it is. */
  void remove(int number, @Nullable String owner) {
    Numbers own = owner == null ? fresh : served.get(owner);
    if (own != null && own.remove(number)) {
      size--;
    }
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The lowest number of one that has served nobody but this owner, or -1. */
  int fitting(String owner) {
    Numbers own = served.get(owner);
    return own == null ? fresh.first() : lower(fresh.first(), own.first());
  }

  /** How many there are that have served nobody but this owner. */
  int count(String owner) {
    Numbers own = served.get(owner);
    return own == null ? fresh.size : fresh.size + own.size;
  }

  /** The lowest number of one that has served somebody else; there must be one. Looks at each. */
  int lowestBut(String owner) {
    int lowest = -1;
    for (Map.Entry<String, Numbers> own : served.entrySet()) {
      if (!own.getKey().equals(owner)) {
        lowest = lower(lowest, own.getValue().first());
      }
    }
    if (lowest < 0) {
      throw new NoSuchElementException("no worker is idle that has served another than " + owner);
    }
    return lowest;
  }

  private static int lower(int one, int other) {
    if (one < 0 || other < 0) {
      return Math.max(one, other);
    }
    return Math.min(one, other);
  }
}

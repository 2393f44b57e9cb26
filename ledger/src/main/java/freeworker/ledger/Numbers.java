package freeworker.ledger;

import java.util.BitSet;

/** Some numbers of workers, of which the lowest is wanted again and again. */
final class Numbers implements Idle.Group {
  private final BitSet all = new BitSet();
  private int size;

  /** There is none below. */
  private int low;

  @Override
  public boolean add(int number) {
    if (all.get(number)) {
      return false;
    }
    all.set(number);
    size++;
    low = Math.min(low, number);
    return true;
  }

  @Override
  public boolean remove(int number) {
    if (!all.get(number)) {
      return false;
    }
    all.clear(number);
    size--;
    return true;
  }

  @Override
  public int size() {
    return size;
  }

  /** The lowest, or -1. */
  @Override
  public int first() {
    if (size == 0) {
      return -1;
    }
    low = all.nextSetBit(low);
    return low;
  }

  /** The lowest from this one on, or -1. */
  int from(int number) {
    return all.nextSetBit(number);
  }
}

package freeworker.ledger;

import java.util.Arrays;

/** Each of the workers is next with the same chance; the same seed draws the same lots. */
final class AtRandom extends Idle<AtRandom.Bag> {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  AtRandom(long seed) {
    super(Bag::new);
    this.state = seed;
  }

  @Override
  int next(Bag one, Bag other) {
    int all = one.size() + other.size();
    if (all == 0) {
      return -1;
    }
    int lot = draw(all);
    return lot < one.size() ? one.at(lot) : other.at(lot - one.size());
  }

  /** A number below this one, by SplitMix64, which every Java computes alike. */
  private int draw(int below) {
    state += STEP;
    long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    mixed ^= mixed >>> 31;
    return (int) Math.multiplyHigh(mixed >>> 1, (long) below << 1);
  }

  /** Numbers in no order, each of which can be reached by its place. */
  static final class Bag implements Idle.Group {
    private int[] numbers = new int[8];
    private int size;

    /** By number where it is, and one more; 0 for one that is not there. */
    private int[] places = new int[8];

    @Override
    public boolean add(int number) {
      if (number >= places.length) {
        places = Arrays.copyOf(places, Math.max(number + 1, 2 * places.length));
      } else if (places[number] > 0) {
        return false;
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
      places[number] = size;
      return true;
    }

    @Override
    public boolean remove(int number) {
      if (number >= places.length || places[number] == 0) {
        return false;
      }
      int last = numbers[--size];
      numbers[places[number] - 1] = last;
      places[last] = places[number];
      places[number] = 0;
      return true;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int first() {
      return size == 0 ? -1 : numbers[0];
    }

    int at(int place) {
      return numbers[place];
    }
  }
}

package freeworker.challenge.words;

/** Sorts numbers by an order of one's own, without an object for each. */
final class IntSort {
  private static final int RUN = 8;

  /** Less than zero when {@code a} comes before {@code b}. */
  interface Order {
    int compare(int a, int b);
  }

  private IntSort() {}

  static void sort(int[] numbers, Order order) {
    int size = numbers.length;
    for (int from = 0; from < size; from += RUN) {
      insert(numbers, from, Math.min(from + RUN, size), order);
    }
    int[] source = numbers;
    int[] target = new int[size];
    for (long width = RUN; width < size; width *= 2) {
      for (long from = 0; from < size; from += 2 * width) {
        int middle = (int) Math.min(from + width, size);
        merge(source, target, (int) from, middle, (int) Math.min(from + 2 * width, size), order);
      }
      int[] other = source;
      source = target;
      target = other;
    }
    if (source != numbers) {
      System.arraycopy(source, 0, numbers, 0, size);
    }
  }

  private static void insert(int[] numbers, int from, int to, Order order) {
    for (int i = from + 1; i < to; i++) {
      int moved = numbers[i];
      int at = i;
      while (at > from && order.compare(numbers[at - 1], moved) > 0) {
        numbers[at] = numbers[at - 1];
        at--;
      }
      numbers[at] = moved;
    }
  }

  private static void merge(int[] source, int[] target, int from, int middle, int to, Order order) {
    int left = from;
    int right = middle;
    for (int at = from; at < to; at++) {
      if (right == to || (left < middle && order.compare(source[left], source[right]) <= 0)) {
        target[at] = source[left++];
      } else {
        target[at] = source[right++];
      }
    }
  }
}

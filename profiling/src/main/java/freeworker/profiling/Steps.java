package freeworker.profiling;

import java.util.Arrays;

/** A number that changes over time; times in seconds since the first row. */
public final class Steps {
  private int size;
  private double[] at = new double[16];
  private int[] values = new int[16];

  Steps() {}

  void add(double time, int value) {
    if (size > 0 && at[size - 1] == time) {
      // What lasted no time was not.
      values[size - 1] = value;
      return;
    }
    if (size > 0 && values[size - 1] == value) {
      return;
    }
    if (size == at.length) {
      int more = size + (size >> 1);
      at = Arrays.copyOf(at, more);
      values = Arrays.copyOf(values, more);
    }
    at[size] = time;
    values[size] = value;
    size++;
  }

  public int size() {
    return size;
  }

  public double at(int step) {
    return at[step];
  }

  public int value(int step) {
    return values[step];
  }
}

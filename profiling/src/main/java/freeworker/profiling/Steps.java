package freeworker.profiling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number that changes over time; times in seconds since the first row. When it changes too often
 * to keep each change, fewer steps stand for them: over any part of the run that is large enough to
 * be seen their mean and their peak are the same, and so is the whole time at a peak.
 */
public final class Steps {
  /** More changes than this are not kept one by one. */
  static final int MOST = 200_000;

  private int size;
  private double[] at = new double[16];
  private int[] values = new int[16];
  private @Nullable StepBins bins;
  private double lastAt;
  private int lastValue;
  private boolean begun;

  Steps() {}

  void add(double time, int value) {
    if (begun && lastValue == value) {
      return;
    }
    if (bins != null) {
      bins.add(lastAt, time, lastValue);
    } else {
      keep(time, value);
      if (size > MOST) {
        pour();
      }
    }
    begun = true;
    lastAt = time;
    lastValue = value;
  }

  /** Says when the run ended; nothing is added after that. */
  void close(double end) {
    StepBins all = bins;
    if (all != null) {
      all.add(lastAt, end, lastValue);
      bins = null;
      all.addTo(this);
      keep(end, lastValue);
    }
  }

  /** Moves the steps to where more of them need no more room; the last one goes on. */
  private void pour() {
    var all = new StepBins();
    for (int i = 0; i + 1 < size; i++) {
      all.add(at[i], at[i + 1], values[i]);
    }
    bins = all;
    size = 0;
    at = new double[16];
    values = new int[16];
  }

  /** Adds a step as it is. */
  void keep(double time, int value) {
    if (size > 0 && at[size - 1] == time) {
      // What lasted no time was not.
      values[size - 1] = value;
      return;
    }
    if (size > 0 && values[size - 1] == value) {
      return;
    }
    if (size == at.length) {
      at = Arrays.copyOf(at, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
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

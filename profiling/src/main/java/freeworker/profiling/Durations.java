package freeworker.profiling;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** How long things took: each of them while they are few, to a part in two thousand when many. */
final class Durations {
  /** More than this are many. */
  static final int MOST = 200_000;

  /** The bits behind a double's leading eleven of the fraction, which are told apart no more. */
  private static final int DROPPED = 52 - 10;

  /** Below a nanosecond all are one. */
  private static final long LOWEST = Double.doubleToRawLongBits(0x1p-30) >>> DROPPED;

  private static final int KINDS = 64 << 10;

  private double[] few = new double[16];
  private long @Nullable [] many;
  private long size;

  void add(double seconds) {
    if (many != null) {
      many[kind(seconds)]++;
    } else if (size < MOST) {
      if (size == few.length) {
        few = Arrays.copyOf(few, few.length * 2);
      }
      few[(int) size] = seconds;
    } else {
      many = new long[KINDS];
      for (int i = 0; i < size; i++) {
        many[kind(few[i])]++;
      }
      many[kind(seconds)]++;
      few = new double[0];
    }
    size++;
  }

  /** The time that half of them took at most. */
  OptionalDouble median() {
    if (size == 0) {
      return OptionalDouble.empty();
    }
    long rank = (size - 1) / 2;
    if (many == null) {
      double[] sorted = Arrays.copyOf(few, (int) size);
      Arrays.sort(sorted);
      return OptionalDouble.of(sorted[(int) rank]);
    }
    int kind = 0;
    for (long below = many[0]; below <= rank; below += many[kind]) {
      kind++;
    }
    return OptionalDouble.of(kind == 0 ? 0 : (start(kind) + start(kind + 1)) / 2);
  }

  private static int kind(double seconds) {
    long kind = (Double.doubleToRawLongBits(seconds) >>> DROPPED) - LOWEST;
    return (int) Math.max(0, Math.min(KINDS - 1, kind));
  }

  private static double start(int kind) {
    return Double.longBitsToDouble((kind + LOWEST) << DROPPED);
  }
}

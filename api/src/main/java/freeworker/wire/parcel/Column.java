package freeworker.wire.parcel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of one type as an array of that, which serializes at a fraction of the cost of each. */
public final class Column {
  private Column() {}

  /** An array of these values: of a primitive type where all of them are of that. */
  public static Object of(List<? extends @Nullable Object> values) {
    Class<?> type = type(values);
    int count = values.size();
    if (type == Integer.class) {
      int[] column = new int[count];
      for (int i = 0; i < count; i++) {
        column[i] = (Integer) values.get(i);
      }
      return column;
    }
    if (type == Long.class) {
      long[] column = new long[count];
      for (int i = 0; i < count; i++) {
        column[i] = (Long) values.get(i);
      }
      return column;
    }
    if (type == Double.class) {
      double[] column = new double[count];
      for (int i = 0; i < count; i++) {
        column[i] = (Double) values.get(i);
      }
      return column;
    }
    return values.toArray();
  }

  /** The class of all these values, or null where they have none in common. */
  private static @Nullable Class<?> type(List<? extends @Nullable Object> values) {
    Class<?> type = null;
    for (Object value : values) {
      if (value == null || (type != null && type != value.getClass())) {
        return null;
      }
      type = value.getClass();
    }
    return type;
  }

  /** How many values there are; -1 when this is no column. */
  public static int length(@Nullable Object column) {
    if (column instanceof int[] ints) {
      return ints.length;
    }
    if (column instanceof long[] longs) {
      return longs.length;
    }
    if (column instanceof double[] doubles) {
      return doubles.length;
    }
    return column instanceof Object[] objects ? objects.length : -1;
  }

  public static @Nullable Object get(Object column, int number) {
    if (column instanceof int[] ints) {
      return ints[number];
    }
    if (column instanceof long[] longs) {
      return longs[number];
    }
    if (column instanceof double[] doubles) {
      return doubles[number];
    }
    return ((Object[]) column)[number];
  }
}

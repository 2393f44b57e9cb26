package freeworker.worker;

import freeworker.wire.parcel.Block;
import freeworker.wire.parcel.Column;
import freeworker.wire.parcel.Limits;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/*
 * Numbers and short texts wait until all is done; anything else in groups of one class, which grow as
 * long as they stay small, so that results of any size wait as bytes and not as objects.
 */
/** Gathers the results of a batch: many in one piece, and whatever cannot travel alone. */
final class Harvest {
  private static final int SHORT = 256;
  private static final int PIECE = 32 << 10;

  private final Function<@Nullable Object, Outcome> packing;
  private final int most;
  private final List<Outcome.Results> results = new ArrayList<>();
  private final Map<Integer, Outcome.Failed> failed = new TreeMap<>();
  private final List<@Nullable Object> waiting = new ArrayList<>();
  private @Nullable Class<?> group;
  private int together = 1;
  private int first;
  private int tried;
  private long bytes;

  /**
   * @param packing serializes one result, or says why it cannot travel
   * @param most how many bytes a result may have
   */
  Harvest(Function<@Nullable Object, Outcome> packing, int most) {
    this.packing = packing;
    this.most = most;
  }

  /** The result for the next input. */
  void add(@Nullable Object result) {
    Class<?> kind = kind(result);
    if (kind != group) {
      serialize();
      group = kind;
      together = 1;
    }
    if (waiting.isEmpty()) {
      first = tried;
    }
    waiting.add(result);
    tried++;
    if (kind == null) {
      bytes += result instanceof String text ? 8 + text.length() : 8;
    } else if (waiting.size() >= together) {
      serialize();
    }
  }

  /** There is no result for the next input. */
  void add(Outcome.Failed failure) {
    // Those that wait have numbers without a gap.
    serialize();
    fail(tried++, failure);
  }

  private void fail(int number, Outcome.Failed failure) {
    failed.put(number, failure);
    byte[] exception = failure.exception();
    bytes += failure.message().length() + failure.stack().length();
    bytes += exception == null ? 0 : exception.length;
  }

  /** Whether it is enough for one answer. */
  boolean full() {
    return bytes >= Limits.PACK;
  }

  Outcome.Several outcome() {
    serialize();
    return new Outcome.Several(tried, results, failed);
  }

  /** The class of a result, or null where it is known to be small. */
  private static @Nullable Class<?> kind(@Nullable Object result) {
    boolean small =
        result == null
            || result instanceof Integer
            || result instanceof Long
            || result instanceof Double
            || result instanceof Boolean
            || result instanceof Float
            || result instanceof Short
            || result instanceof Byte
            || result instanceof Character
            || (result instanceof String text && text.length() <= SHORT);
    return small || result == null ? null : result.getClass();
  }

  private void serialize() {
    if (waiting.isEmpty()) {
      return;
    }
    Block column = column(waiting);
    if (column != null) {
      add(waiting.size(), column);
      together = column.length() < PIECE ? Math.min(2 * together, Limits.BATCH) : 1;
    } else {
      for (int i = 0; i < waiting.size(); i++) {
        alone(first + i, waiting.get(i));
      }
    }
    waiting.clear();
  }

  private void alone(int number, @Nullable Object result) {
    Outcome packed = packing.apply(result);
    Block column = packed instanceof Outcome.Done ? column(listOf(result)) : null;
    if (column != null) {
      add(1, column);
    } else {
      fail(
          number,
          packed instanceof Outcome.Failed why
              ? why
              : Failures.of(
                  new IOException(), "its result could be serialized once and not again"));
    }
  }

  private void add(int count, Block column) {
    results.add(new Outcome.Results(count, column));
    // Those that are known to be small were counted before.
    bytes += group == null ? 0 : column.length();
  }

  private static List<@Nullable Object> listOf(@Nullable Object one) {
    List<@Nullable Object> list = new ArrayList<>();
    list.add(one);
    return list;
  }

  private @Nullable Block column(List<@Nullable Object> results) {
    try {
      return ObjectBytes.write(Column.of(results), most, type -> {});
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // One of them cannot travel; each is tried alone.
      return null;
    }
  }
}

package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.TaskFailed;
import freeworker.wire.Grant;
import freeworker.wire.parcel.BadFrame;
import freeworker.wire.parcel.Column;
import freeworker.wire.parcel.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of some inputs.
 *
 * @param columns arrays: the results of those that gave one, in their order
 * @param failed the others, by their number
 */
record Reaped(List<Object> columns, Map<Integer, FreeworkerException> failed) {
  private static final ResultReader READER = new ResultReader();

  /** The same failure of all. */
  static Reaped nothing(int count, FreeworkerException failure) {
    Map<Integer, FreeworkerException> failed = new HashMap<>();
    for (int i = 0; i < count; i++) {
      failed.put(i, failure);
    }
    return new Reaped(List.of(), failed);
  }

  /**
   * Reads what a worker answered about a batch.
   *
   * @throws BadFrame when that is nonsense
   */
  static Reaped of(Outcome.Several several, Packed task, Grant grant) {
    Map<Integer, FreeworkerException> failed = new HashMap<>();
    several
        .failed()
        .forEach((number, why) -> failed.put(number, READER.failure(why, task, grant.worker(), 1)));
    List<Object> columns = new ArrayList<>();
    int number = 0;
    for (Outcome.Results results : several.results()) {
      try {
        columns.add(column(results, READER.read(results.array(), task, grant.worker(), 1)));
        number = after(number, results.count(), several, n -> {});
      } catch (TaskFailed e) {
        number = after(number, results.count(), several, n -> failed.put(n, e));
      }
    }
    return new Reaped(Collections.unmodifiableList(columns), failed);
  }

  private static Object column(Outcome.Results results, @Nullable Object read) {
    if (read == null || Column.length(read) != results.count()) {
      throw new BadFrame(
          "The worker answered " + results.count() + " results, which are not there.");
    }
    return read;
  }

  /** Goes on by so many inputs that gave a result. */
  private static int after(int number, int count, Outcome.Several several, IntConsumer each) {
    int at = number;
    for (int left = count; left > 0; at++) {
      if (!several.failed().containsKey(at)) {
        each.accept(at);
        left--;
      }
    }
    return at;
  }
}

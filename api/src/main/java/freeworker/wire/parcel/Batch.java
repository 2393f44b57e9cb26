package freeworker.wire.parcel;

import freeworker.RemoteFunction;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * One stream for all inputs: a thousand streams of one input each cost more than most functions that
 * are applied to thousands of inputs.
 */
/**
 * A function and many inputs in one parcel, whose outcome is {@link Outcome.Several}.
 *
 * @param inputs an array, of a primitive type where all inputs are of that
 */
public record Batch(RemoteFunction<@Nullable Object, @Nullable Object> function, Object inputs)
    implements Serializable {
  /** How long a worker goes on with a batch before it answers; the rest is sent again. */
  public static final Duration QUANTUM = Duration.ofMillis(50);

  public Batch {
    Objects.requireNonNull(function, "function");
    int count = Column.length(inputs);
    if (count < 1 || count > Limits.BATCH) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + Limits.BATCH + " inputs, not " + count);
    }
  }

  /** A batch of these inputs. */
  @SuppressWarnings("unchecked") // the caller's types say what the function takes
  public static Batch of(RemoteFunction<?, ?> function, List<? extends @Nullable Object> inputs) {
    return new Batch(
        (RemoteFunction<@Nullable Object, @Nullable Object>) function, Column.of(inputs));
  }

  public int size() {
    return Column.length(inputs);
  }

  /** The result for one input alone. */
  public @Nullable Object result(int number) throws Exception {
    return function.apply(Column.get(inputs, number));
  }
}

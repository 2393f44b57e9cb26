package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.Outcome;
import freeworker.wire.parcel.Column;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of inputs that travel together. It is filled once, by whoever sent it, and then read once,
 * in the order of the inputs.
 */
final class Piece<A extends @Nullable Object> {
  private final long first;
  private final List<A> inputs;
  private @Nullable Reaped reaped;
  private int next;
  private int column;
  private int within;

  Piece(long first, List<A> inputs) {
    this.first = first;
    this.inputs = inputs;
  }

  int size() {
    return inputs.size();
  }

  List<A> inputs() {
    return inputs;
  }

  /** The inputs from one on up to another. */
  Piece<A> part(int from, int until) {
    return new Piece<>(first + from, inputs.subList(from, until));
  }

  /** The inputs from one on. */
  Piece<A> part(int from) {
    return part(from, inputs.size());
  }

  boolean done() {
    return reaped != null;
  }

  /** Says what became of all inputs. */
  void fill(Reaped reaped) {
    this.reaped = reaped;
  }

  /** Whether there is one more outcome to be read. */
  boolean hasNext() {
    return next < inputs.size();
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the function's own type says what it gives
  <R extends @Nullable Object> Outcome<R> next() {
    Reaped filled = Objects.requireNonNull(reaped);
    int number = next++;
    FreeworkerException failure = filled.failed().isEmpty() ? null : filled.failed().get(number);
    if (failure != null) {
      return new Outcome<>(first + number, null, failure);
    }
    Object values = filled.columns().get(column);
    Object value = Column.get(values, within++);
    if (within == Column.length(values)) {
      column++;
      within = 0;
    }
    return new Outcome<>(first + number, (R) value, null);
  }
}

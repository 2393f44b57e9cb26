package freeworker.profiling;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. Held for a few instructions by the one who adds, and by the one who
 * drains only to swap the two arrays, never while an event is looked at.
 */
/**
 * A bounded place where events wait for the writer: adding is cheap, and what does not fit is
 * counted.
 */
final class Ring {
  private @Nullable Event[] filling;
  private @Nullable Event[] draining;
  private int size;
  private @Nullable Missed missed;

  /** Events that did not fit: how many, between which times, and how many tasks they finished. */
  record Missed(int events, long from, long until, long finished) {}

  Ring(int capacity) {
    filling = new @Nullable Event[capacity];
    draining = new @Nullable Event[capacity];
  }

  synchronized void add(Event event) {
    if (size < filling.length) {
      filling[size++] = event;
    } else {
      missed =
          missed == null
              ? new Missed(1, event.at(), event.at(), event.finished())
              : new Missed(
                  missed.events + 1, missed.from, event.at(), missed.finished + event.finished());
    }
  }

  /** Gives all events to {@code taker}, for one thread only, and answers what did not fit. */
  @Nullable Missed drain(Consumer<Event> taker) {
    @Nullable Event[] full;
    int count;
    Missed lost;
    synchronized (this) {
      full = filling;
      filling = draining;
      draining = full;
      count = size;
      size = 0;
      lost = missed;
      missed = null;
    }
    for (int i = 0; i < count; i++) {
      Event event = full[i];
      full[i] = null;
      if (event != null) {
        taker.accept(event);
      }
    }
    return lost;
  }
}

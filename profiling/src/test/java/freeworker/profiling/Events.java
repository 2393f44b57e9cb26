package freeworker.profiling;

import org.jspecify.annotations.Nullable;

/** Short ways to say what happened, in milliseconds. */
final class Events {
  private Events() {}

  static Event lent(int worker, long lease, double ms) {
    return event(Event.Kind.LENT, worker, lease, null, 0, ms);
  }

  static Event began(int worker, long lease, double ms) {
    return event(Event.Kind.BEGAN, worker, lease, null, 0, ms);
  }

  static Event freed(int worker, long lease, double ms) {
    return event(Event.Kind.FREED, worker, lease, null, 0, ms);
  }

  static Event ended(int worker, long lease, double ms) {
    return event(Event.Kind.ENDED, worker, lease, true, 1, ms);
  }

  static Event done(int worker, long lease, double ms) {
    return event(Event.Kind.DONE, worker, lease, true, 1, ms);
  }

  static Event failed(int worker, long lease, double ms) {
    return event(Event.Kind.DONE, worker, lease, false, 1, ms);
  }

  static Event lost(int worker, long lease, double ms) {
    return event(Event.Kind.LOST, worker, lease, null, 0, ms);
  }

  static Event event(
      Event.Kind kind, int worker, long lease, @Nullable Boolean ok, int finished, double ms) {
    return new Event(kind, worker, "Square", "ann", ok, finished, 0, lease, at(ms));
  }

  static long at(double ms) {
    return Math.round(ms * 1_000_000);
  }
}

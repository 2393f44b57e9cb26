package freeworker.profiling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The flag of one worker, and what happened to it but is not in the profile yet.
 *
 * <p>Leases follow each other, and inside a lease the lending comes first and its end last,
 * whatever order and times the reports arrive with. The broker's own times hold; a reported time
 * gives way to them.
 */
final class Lane {
  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::lease).thenComparingInt(Lane::phase);

  private final List<Event> pending = new ArrayList<>();
  private long newest;

  private boolean up;
  private long lease;
  private boolean over;

  /** An event and the time the profile gives it. */
  record Dated(long at, Event event) {}

  /** What an event did to the flag. */
  enum Change {
    RAISED,
    LOWERED,
    NONE
  }

  void add(Event event) {
    newest = Math.max(newest, event.lease());
    pending.add(event.lease() == 0 ? event.of(newest) : event);
  }

  /**
   * Moves what happened up to {@code cutoff} to {@code due}, nothing dated before {@code floor}.
   */
  void take(long cutoff, long floor, List<Dated> due) {
    if (pending.isEmpty()) {
      return;
    }
    pending.sort(ORDER);
    long[] dates = dates(floor);
    int taken = 0;
    for (; taken < dates.length && dates[taken] <= cutoff; taken++) {
      Event event = pending.get(taken);
      if (event.kind() == Event.Kind.DONE && freedNext(event, taken + 1)) {
        pending.set(taken + 1, pending.get(taken + 1).after(event));
      } else {
        due.add(new Dated(dates[taken], event));
      }
    }
    pending.subList(0, taken).clear();
  }

  /** The latest time of anything pending, or {@code otherwise}. */
  long latest(long otherwise) {
    long latest = otherwise;
    for (Event event : pending) {
      latest = Math.max(latest, event.at());
    }
    return latest;
  }

  boolean up() {
    return up;
  }

  /**
   * Lets the event change the flag, unless it is about a lease that has been followed or is over.
   */
  Change accept(Event event) {
    Event.Kind kind = event.kind();
    if (kind.stays() || event.lease() < lease) {
      return Change.NONE;
    }
    boolean known = event.lease() == lease;
    if (kind.raises() && known && over) {
      return Change.NONE;
    }
    lease = event.lease();
    over = kind.endsLease() || (known && over);
    boolean was = up;
    up = kind.raises();
    if (was == up) {
      return Change.NONE;
    }
    return up ? Change.RAISED : Change.LOWERED;
  }

  private long[] dates(long floor) {
    long[] dates = new long[pending.size()];
    long cap = Long.MAX_VALUE;
    for (int i = dates.length - 1; i >= 0; i--) {
      Event event = pending.get(i);
      if (event.kind().reported()) {
        dates[i] = Math.min(event.at(), cap);
      } else {
        dates[i] = event.at();
        cap = Math.min(cap, event.at());
      }
    }
    long before = floor;
    for (int i = 0; i < dates.length; i++) {
      before = Math.max(before, dates[i]);
      dates[i] = before;
    }
    return dates;
  }

  private boolean freedNext(Event done, int next) {
    return next < pending.size()
        && pending.get(next).kind() == Event.Kind.FREED
        && pending.get(next).lease() == done.lease();
  }

  private static int phase(Event event) {
    if (event.kind() == Event.Kind.LENT) {
      return 0;
    }
    return event.kind().endsLease() ? 2 : 1;
  }
}

package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for two tasks at once: in the same process, or in two processes of the same worker. Pure.
 *
 * <p>A process writes the end of whatever begins in it, however that ends. So in one process an
 * attempt without an end runs until the process dies, and any later one there overlaps it. Of
 * another process no more is known than its last stamp; a task that works stamps all the time.
 */
final class Bookings {
  private final List<Breach> breaches = new ArrayList<>();

  private Bookings() {}

  static List<Breach> check(List<Attempt> attempts, Lives lives) {
    var bookings = new Bookings();
    List<Attempt> inOrder =
        attempts.stream().sorted(Comparator.comparingLong(Attempt::began)).toList();
    Map<Object, Attempt> inProcess = new HashMap<>();
    Map<String, Attempt> inPlace = new HashMap<>();
    for (Attempt next : inOrder) {
      Life life = lives.of(next);
      Object process = life == null ? next.pid() : life;
      Attempt before = inProcess.get(process);
      if (before != null && (!before.over() || next.began() < before.lastSeen())) {
        bookings.twice("process " + next.pid(), before, next);
      }
      inProcess.merge(process, next, Bookings::later);
      if (life != null) {
        Attempt there = inPlace.get(life.place());
        if (there != null && there.pid() != next.pid() && next.began() < there.lastSeen()) {
          bookings.twice("worker " + life.place(), there, next);
        }
        inPlace.merge(life.place(), next, Bookings::later);
      }
    }
    return bookings.breaches;
  }

  /**
   * Of two attempts the one that is there longer; in one process that is the one without an end.
   */
  private static Attempt later(Attempt one, Attempt other) {
    if (one.pid() == other.pid() && one.over() != other.over()) {
      return one.over() ? other : one;
    }
    return one.lastSeen() > other.lastSeen() ? one : other;
  }

  private void twice(String where, Attempt first, Attempt second) {
    breaches.add(
        new Breach(
            Breach.Invariant.ONE_AT_A_TIME,
            "%s ran task %s (stamps lines %d to %d, pid %d) and task %s (lines %d to %d, pid %d)"
                    .formatted(
                        where,
                        first.task(),
                        first.line(),
                        first.lastLine(),
                        first.pid(),
                        second.task(),
                        second.line(),
                        second.lastLine(),
                        second.pid())
                + " at once, for %d us at least"
                    .formatted(
                        Math.max(0, Math.min(first.lastSeen(), second.lastSeen()) - second.began())
                            / 1000)));
  }
}

package freeworker.bench.growth;

import java.util.Arrays;

/** When which event is due, for millions of events, each of which is due once at most. */
final class Timetable {
  private static final int NONE = -1;

  private final int[] first;
  private final int[] next;
  private int now;

  /**
   * @param events how many there are, numbered from 0
   * @param horizon how many steps ahead an event can be due at most
   */
  Timetable(int events, int horizon) {
    first = new int[horizon + 1];
    next = new int[events];
    Arrays.fill(first, NONE);
  }

  /** An event is due so many steps from now; it must not be due already. */
  void in(int steps, int event) {
    if (steps < 1 || steps >= first.length) {
      throw new IllegalArgumentException("an event cannot be due in " + steps + " steps");
    }
    int slot = (now + steps) % first.length;
    next[event] = first[slot];
    first[slot] = event;
  }

  /** Time goes on by one step. */
  void step() {
    now = (now + 1) % first.length;
  }

  /** An event that is due now and is taken, or -1. */
  int due() {
    int event = first[now];
    if (event != NONE) {
      first[now] = next[event];
    }
    return event;
  }
}

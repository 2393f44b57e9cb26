package freeworker.crew;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/*
 * A place is filled again at once, until its processes died five times within a minute: then it is
 * down. While it is down, and until a process of it has lived for a minute after that, one death is
 * enough. Told of no death that was a task's or somebody's order.
 */
/** Whether a place in a crew is worth filling at once, given how its processes fared there. */
final class Place {
  static final int DEATHS = 5;
  static final Duration WITHIN = Duration.ofMinutes(1);
  static final Duration PAUSE = Duration.ofSeconds(30);

  private final Deque<Long> deaths = new ArrayDeque<>(DEATHS);
  private boolean down;
  private boolean doubted;
  private boolean ready;
  private long readySince;

  /** Whether nobody can be lent from here, and this is not tried at once. */
  boolean down() {
    return down;
  }

  /** A process is ready here. */
  void ready(long now) {
    down = false;
    ready = true;
    readySince = now;
  }

  /** A process died here by itself; says how long to wait before the next one. */
  Duration died(long now) {
    left(now);
    while (!deaths.isEmpty() && now - deaths.peekFirst() > WITHIN.toNanos()) {
      deaths.removeFirst();
    }
    deaths.addLast(now);
    if (!doubted && deaths.size() < DEATHS) {
      return Duration.ZERO;
    }
    deaths.clear();
    down = true;
    doubted = true;
    return PAUSE;
  }

  /** A process ended here for no reason of this place. */
  void left(long now) {
    if (ready && now - readySince >= WITHIN.toNanos()) {
      doubted = false;
    }
    ready = false;
  }
}

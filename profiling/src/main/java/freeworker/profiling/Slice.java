package freeworker.profiling;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what happens in one window, in microseconds, so that one row can stand for it. */
final class Slice {
  private final List<Lane> lanes;
  private final long start;
  private final boolean[] upAtStart;
  private final long[] since;
  private final long[] busy;
  private int changes;
  private int lends;
  private int frees;
  private @Nullable Boolean ok;

  Slice(List<Lane> lanes, long start) {
    this.lanes = lanes;
    this.start = start;
    this.upAtStart = new boolean[lanes.size()];
    this.since = new long[lanes.size()];
    this.busy = new long[lanes.size()];
    for (int i = 0; i < upAtStart.length; i++) {
      upAtStart[i] = lanes.get(i).up();
      since[i] = start;
    }
  }

  void add(Lane.Change change, Event event, long at) {
    int worker = event.worker();
    changes++;
    if (change == Lane.Change.RAISED) {
      lends++;
      since[worker] = at;
    } else if (change == Lane.Change.LOWERED) {
      frees++;
      busy[worker] += at - since[worker];
    }
    if (event.finished() > 0) {
      ok = Event.bothWell(ok, event.ok());
    }
  }

  int changes() {
    return changes;
  }

  @Nullable Boolean ok() {
    return ok;
  }

  /**
   * What happened between the two times; the flags stood still from the first one to this start.
   */
  Row.Window window(long from, long until) {
    var times = new ArrayList<Long>(busy.length);
    for (int i = 0; i < busy.length; i++) {
      long before = upAtStart[i] ? start - from : 0;
      long after = lanes.get(i).up() ? until - since[i] : 0;
      times.add(before + busy[i] + after);
    }
    return new Row.Window(lends, frees, times);
  }
}

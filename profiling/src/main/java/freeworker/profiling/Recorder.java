package freeworker.profiling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows a profile gets: events in, roughly ordered, rows out in the order of time.
 *
 * <p>One row stands for each change of a flag and each task finished, and one row {@code many} for
 * a window of at most 50 ms while there are too many changes or workers for that, or where tasks
 * ended as a pack. Time never goes back.
 */
public final class Recorder {
  /** How long an event waits for earlier ones that arrive later. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  /** The longest time that one row {@code many} stands for. */
  static final Duration WINDOW = Duration.ofMillis(50);

  /** Above so many changes in a window, which is 20,000 a second, one row stands for it. */
  static final int MOST_ROWS = 1_000;

  /** Above so many workers one row stands for a window. */
  static final int MOST_WORKERS = 64;

  private static final long WINDOW_NANOS = WINDOW.toNanos();
  private static final long NOTHING_YET = Long.MIN_VALUE;

  private final List<Lane> lanes = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private long last = NOTHING_YET;
  private long finished;
  private int waiting;

  private long cell = Long.MIN_VALUE;
  private int changes;
  private boolean dense;

  /** What gets a row of its own without a change of any flag, and the tasks that go with it. */
  private record Note(
      long at, long finished, String event, @Nullable Integer worker, String task) {}

  /**
   * A recorder for a crew of so many workers; it grows with the first event of a worker that
   * joined.
   */
  public Recorder(int workers) {
    if (workers < 0) {
      throw new IllegalArgumentException("a crew cannot have " + workers + " workers");
    }
    grow(workers);
  }

  /** Takes an event in; it is in the profile 200 ms after it happened. */
  public void add(Event event) {
    grow(event.worker() + 1);
    if (event.kind() == Event.Kind.JOINED) {
      notes.add(new Note(event.at(), 0, event.kind().word(), event.worker(), event.task()));
    } else {
      lanes.get(event.worker()).add(event);
    }
  }

  /** Learns that events since {@code at} are missing, which finished so many tasks. */
  void miss(long at, long finished) {
    notes.add(new Note(at, finished, Row.GAP, null, ""));
  }

  /** The rows for all that happened at least 200 ms before {@code now}. */
  public List<Row> due(long now) {
    return until(now - PATIENCE.toNanos());
  }

  /** The rows for all that is left. */
  public List<Row> all() {
    long latest = last;
    for (Lane lane : lanes) {
      latest = lane.latest(latest);
    }
    for (Note note : notes) {
      latest = Math.max(latest, note.at);
    }
    return until(latest);
  }

  private List<Row> until(long cutoff) {
    var due = new ArrayList<Lane.Dated>();
    for (Lane lane : lanes) {
      lane.take(cutoff, last, due);
    }
    due.sort(Comparator.comparingLong(Lane.Dated::at));
    notes.sort(Comparator.comparingLong(Note::at));
    var rows = new ArrayList<Row>();
    int next = 0;
    while (next < due.size()) {
      tellNotes(due.get(next).at(), due.get(next).at(), rows);
      next = slice(due, next, cutoff, rows);
    }
    tellNotes(cutoff, NOTHING_YET, rows);
    return rows;
  }

  /**
   * Tells what is to be noted by then, each as a row of its own. A profile begins with its first
   * task: who joined before that is told then.
   *
   * @param start when the profile begins if it has not begun, or {@link #NOTHING_YET}
   */
  private void tellNotes(long by, long start, List<Row> rows) {
    while (!notes.isEmpty() && notes.get(0).at <= by) {
      Note note = notes.get(0);
      long at = last == NOTHING_YET && !note.event.equals(Row.GAP) ? start : note.at;
      if (at == NOTHING_YET) {
        return;
      }
      notes.remove(0);
      finished += note.finished;
      last = Math.max(last, at);
      rows.add(
          new Row(
              last,
              flags(),
              finished,
              note.event,
              note.worker,
              note.task,
              "",
              waiting,
              null,
              null));
    }
  }

  /**
   * Records what happened in one window, up to the next note, and answers where the next begins.
   */
  private int slice(List<Lane.Dated> due, int from, long cutoff, List<Row> rows) {
    long start = due.get(from).at();
    enter(Math.floorDiv(start, WINDOW_NANOS));
    long end = Math.min(cutoff, (cell + 1) * WINDOW_NANOS);
    if (!notes.isEmpty()) {
      end = Math.min(end, notes.get(0).at);
    }
    var slice = new Slice(lanes, micros(start));
    var singles = new ArrayList<Row>();
    int next = from;
    boolean mayBeSingle = lanes.size() <= MOST_WORKERS && !dense;
    boolean packed = false;
    for (; next < due.size() && within(due.get(next).at(), end, cutoff); next++) {
      Lane.Dated dated = due.get(next);
      Event event = dated.event();
      Lane.Change change = lanes.get(event.worker()).accept(event);
      waiting = event.waiting();
      if (change == Lane.Change.NONE && event.finished() == 0) {
        continue;
      }
      finished += event.finished();
      packed |= event.kind() == Event.Kind.ENDED && event.finished() > 1;
      slice.add(change, event, micros(dated.at()));
      if (mayBeSingle && changes + slice.changes() <= MOST_ROWS) {
        singles.add(single(dated, change));
      }
    }
    changes += slice.changes();
    if (slice.changes() > 0) {
      if (mayBeSingle && !packed && changes <= MOST_ROWS) {
        rows.addAll(singles);
        last = singles.get(singles.size() - 1).at();
      } else {
        long since = Math.max(micros(last), micros(end) - micros(WINDOW_NANOS));
        rows.add(
            new Row(
                end,
                flags(),
                finished,
                Row.MANY,
                null,
                "",
                "",
                waiting,
                slice.ok(),
                slice.window(since, micros(end))));
        last = end;
      }
    }
    return next;
  }

  private void enter(long window) {
    if (window != cell) {
      dense = window == cell + 1 && changes > MOST_ROWS;
      cell = window;
      changes = 0;
    }
  }

  private static boolean within(long at, long end, long cutoff) {
    return at < end || (at == end && end == cutoff);
  }

  private Row single(Lane.Dated dated, Lane.Change change) {
    Event event = dated.event();
    Event.Kind kind = change == Lane.Change.NONE ? Event.Kind.DONE : event.kind();
    return new Row(
        dated.at(),
        flags(),
        finished,
        kind.word(),
        event.worker(),
        event.task(),
        event.client(),
        event.waiting(),
        event.ok(),
        null);
  }

  private List<Integer> flags() {
    var flags = new ArrayList<Integer>(lanes.size());
    for (Lane lane : lanes) {
      flags.add(lane.up() ? 1 : 0);
    }
    return flags;
  }

  private void grow(int workers) {
    while (lanes.size() < workers) {
      lanes.add(new Lane());
    }
  }

  static long micros(long nanos) {
    return Math.floorDiv(nanos, 1_000L);
  }
}

package freeworker.profiling;

import freeworker.profiling.Violation.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hears every row of a profile and says what cannot have been. Pure: rows in, violations out.
 * Behind a violation it goes on from what the row says, so that one mistake is not told again and
 * again.
 */
final class Judge implements Rows.Hearer {
  private static final String OTHER_STATE =
      "a continuation began with another state than the file before it ended with";

  private final Consumer<Violation> violations;
  private final List<Violation> ofThisRow = new ArrayList<>();
  private final TaskTimes times = new TaskTimes();
  private final Lendings lendings = new Lendings(times);

  private String file = "";
  private int files;
  private boolean begins;
  private long line;
  private double seconds;
  private long rows;
  private boolean events;

  private boolean[] flags = new boolean[0];
  private double first;
  private double time = Double.NEGATIVE_INFINITY;
  private double finished;
  private long index;
  private boolean unsure;

  Judge(Consumer<Violation> violations) {
    this.violations = violations;
  }

  @Override
  public void begin(Path part) {
    tell();
    file = String.valueOf(part.getFileName());
    files++;
    begins = true;
    line = 0;
    index = 0;
  }

  @Override
  public void row(Replay.Read row) {
    if (row.event().equals(Row.GAP)) {
      // Rows are missing that led to the state with which the continuation began.
      ofThisRow.removeIf(violation -> violation.what().equals(OTHER_STATE));
    }
    tell();
    line = row.line();
    first = rows == 0 ? row.time() : first;
    // Times since 1970 are exact to a microsecond, not further.
    seconds = Math.rint((row.time() - first) * 1e6) / 1e6;
    rows++;
    events |= !row.event().isEmpty();
    steady(row);
    number(row);
    boolean known = width(row.flags().length) && !unsure;
    var change = Difference.between(flags, row.flags(), row.finished() - finished);
    judge(row, change, known);
    lendings.follow(flags, row.flags(), change, row.worker(), seconds);
    if (!known || row.event().equals(Row.MANY) || row.event().equals(Row.GAP)) {
      lendings.lose(row.flags(), seconds);
    }
    flags = row.flags();
    time = row.time();
    finished = row.finished();
    unsure = false;
    begins = false;
  }

  @Override
  public void refused(BadProfile why, boolean torn) {
    boolean judged = why.line() == line;
    if (torn) {
      ofThisRow.clear();
    } else if (!judged) {
      tell();
      line = why.line();
      add(Rule.ROW, -1, "a row could not be read: " + Visible.of(why.what(), 200));
      unsure = true;
      begins = false;
      index++;
    }
  }

  /** Hears that there are no more rows. */
  void end() {
    tell();
    line = 0;
    Optional<TaskTimes.Work> tooMuch = work().filter(work -> !work.fits());
    tooMuch.ifPresent(
        work ->
            add(
                Rule.WORK,
                -1,
                work
                    + " workers busy; there "
                    + (flags.length == 1 ? "is " : "are ")
                    + flags.length));
    tell();
  }

  private void tell() {
    ofThisRow.forEach(violations);
    ofThisRow.clear();
  }

  private void add(Rule rule, int worker, String what) {
    ofThisRow.add(new Violation(file, line, seconds, worker, rule, what));
  }

  /** What never goes back, whatever the row is about. */
  private void steady(Replay.Read row) {
    if (row.time() < time) {
      add(
          Rule.TIME,
          -1,
          "time went back from " + Findings.plain(time) + " to " + Findings.plain(row.time()));
    }
    double more = row.finished() - finished;
    if (more < 0) {
      add(
          Rule.FINISHED,
          -1,
          "Finished fell from "
              + Findings.plain(finished)
              + " to "
              + Findings.plain(row.finished()));
    } else if (more != Math.rint(more)) {
      add(Rule.FINISHED, -1, "Finished is " + Findings.plain(row.finished()) + ", no whole number");
    }
  }

  private void number(Replay.Read row) {
    if (row.index() != Replay.Read.NO_INDEX && row.index() != index) {
      String told = row.index() < 0 ? "otherwise" : String.valueOf(row.index());
      add(Rule.INDEX, -1, "the row is numbered " + told + " instead of " + index);
      index = row.index() < 0 ? index : row.index();
    }
    index++;
  }

  /** Takes on the width of a row, and answers whether the flags can be compared. */
  private boolean width(int workers) {
    int before = flags.length;
    if (workers != before) {
      flags = Arrays.copyOf(flags, workers);
      lendings.widen(workers);
    }
    boolean joined = begins && workers > before;
    if (workers == before || joined) {
      return true;
    }
    add(Rule.FLAGS, -1, "there were " + workers + " flags instead of " + before);
    return false;
  }

  private void judge(Replay.Read row, Difference change, boolean known) {
    boolean continues = begins && files > 1;
    if (continues && !row.event().isEmpty() && !row.event().equals(Row.SEGMENT)) {
      add(Rule.SEGMENT, -1, "a continuation began without the state before it");
    }
    switch (row.event()) {
      case Row.SEGMENT -> beginning(change, continues, known);
      case Row.GAP -> {}
      case Row.MANY -> {
        if (known) {
          WindowRules.judge(row, flags, time, change, this::add);
        }
      }
      case "" -> {
        if (known) {
          OriginalRules.judge(change, row.flags(), seconds, lendings, this::add);
        }
      }
      default -> {
        if (known) {
          EventRules.judge(row, flags, change, this::add);
          if (!row.event().equals(Event.Kind.DONE.word())) {
            untimed(change);
          }
        }
      }
    }
  }

  private void untimed(Difference change) {
    if (change.lowered() == 0 && change.tasks() > 0) {
      times.addUntimed(change.tasks());
    }
  }

  private void beginning(Difference change, boolean continues, boolean known) {
    if (!begins) {
      add(Rule.SEGMENT, -1, "a row that begins a continuation stood inside a file");
    } else if (continues && known && (change.changed() > 0 || change.tasks() != 0)) {
      add(Rule.SEGMENT, change.worker(), OTHER_STATE);
    }
  }

  long rows() {
    return rows;
  }

  int workers() {
    return flags.length;
  }

  boolean tellsEvents() {
    return events;
  }

  /** What was done by the tasks that can be timed. */
  Optional<TaskTimes.Work> work() {
    return times.work(seconds, flags.length);
  }

  /** Whether that is all that was done. */
  boolean allTimed() {
    return times.count() == finished;
  }
}

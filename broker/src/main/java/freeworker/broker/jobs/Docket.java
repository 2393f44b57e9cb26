package freeworker.broker.jobs;

import freeworker.JobId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which job of an owner is next. Who came first is first; of an array one element is taken, then
 * the array goes behind all that wait, so that a job alone waits for one element of each array that
 * came before it. What runs again comes before all others.
 */
final class Docket {
  private final Map<String, Line> lines = new HashMap<>();

  /** What of a submission has not begun, from the next element to the last. */
  private static final class Turn {
    private final long number;
    private final long last;
    private long next;

    private Turn(long number, long next, long last) {
      this.number = number;
      this.next = next;
      this.last = last;
    }
  }

  /** The jobs of one owner. */
  private static final class Line {
    private final Deque<JobId> again = new ArrayDeque<>();
    private final Deque<Turn> turns = new ArrayDeque<>();
    private long waiting;
  }

  /** Elements of a submission wait, from the first to the last of these. */
  void add(String owner, long number, long first, long last) {
    Line line = lines.computeIfAbsent(owner, any -> new Line());
    line.turns.add(new Turn(number, first, last));
    line.waiting += last - first + 1;
  }

  /** A job that began before waits once more. */
  void again(String owner, JobId id) {
    Line line = lines.computeIfAbsent(owner, any -> new Line());
    line.again.add(id);
    line.waiting++;
  }

  /** Takes the next job of an owner. */
  Optional<JobId> next(String owner) {
    Line line = lines.get(owner);
    if (line == null) {
      return Optional.empty();
    }
    JobId next = take(line);
    if (--line.waiting == 0) {
      lines.remove(owner);
    }
    return Optional.of(next);
  }

  private static JobId take(Line line) {
    if (!line.again.isEmpty()) {
      return line.again.remove();
    }
    Turn turn = line.turns.remove();
    var next = new JobId(turn.number, turn.next);
    if (turn.next < turn.last) {
      turn.next++;
      line.turns.add(turn);
    }
    return next;
  }

  /** All that has not begun of a submission waits no more. */
  void remove(String owner, long number) {
    Line line = lines.get(owner);
    if (line == null) {
      return;
    }
    line.again.removeIf(id -> id.number() == number && drop(line, 1));
    line.turns.removeIf(turn -> turn.number == number && drop(line, turn.last - turn.next + 1));
    if (line.waiting == 0) {
      lines.remove(owner);
    }
  }

  private static boolean drop(Line line, long count) {
    line.waiting -= count;
    return true;
  }

  /** How many jobs of an owner wait. */
  long waiting(String owner) {
    Line line = lines.get(owner);
    return line == null ? 0 : line.waiting;
  }

  /** How many jobs wait in all. */
  long waiting() {
    return lines.values().stream().mapToLong(line -> line.waiting).sum();
  }

  /** Whose jobs wait. */
  Set<String> owners() {
    return Set.copyOf(lines.keySet());
  }
}

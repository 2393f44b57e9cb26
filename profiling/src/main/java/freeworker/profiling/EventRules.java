package freeworker.profiling;

import freeworker.profiling.Violation.Rule;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each row of ours does that is about one worker: what its event says, to that worker. */
final class EventRules {
  private static final Map<String, Event.Kind> KINDS =
      Arrays.stream(Event.Kind.values())
          .collect(Collectors.toUnmodifiableMap(Event.Kind::word, Function.identity()));

  private EventRules() {}

  /**
   * @param before the flags before the row
   */
  static void judge(Replay.Read row, boolean[] before, Difference change, Findings findings) {
    Event.Kind kind = KINDS.get(row.event());
    if (kind == null) {
      findings.add(Rule.EVENT, -1, "\"" + Visible.of(row.event(), 40) + "\" is no event");
      return;
    }
    if (row.worker() < 0 || row.worker() >= before.length) {
      findings.add(
          Rule.EVENT,
          change.worker(),
          "a worker "
              + verb(kind)
              + ", but the row names "
              + (row.worker() < 0 ? "none" : row.worker() + " of " + before.length));
      return;
    }
    flags(kind, row, before[row.worker()], change, findings);
    String wrong = tasks(kind, change.tasks());
    if (wrong != null) {
      say(Rule.FINISHED, row.worker(), kind, "Finished " + wrong, findings);
    }
  }

  private static void flags(
      Event.Kind kind, Replay.Read row, boolean up, Difference change, Findings findings) {
    int worker = row.worker();
    boolean fits =
        kind.stays()
            ? change.changed() == 0
            : change.changed() == 1
                && change.worker() == worker
                && (change.raised() == 1) == kind.raises();
    if (fits) {
      return;
    }
    if (change.changed() > 1) {
      findings.add(Rule.FLAGS, change.worker(), change.crowd());
    } else if (change.changed() == 1) {
      boolean own = change.worker() == worker;
      say(
          own ? Rule.FLAGS : Rule.EVENT,
          worker,
          kind,
          (own ? "its flag" : "the flag of worker " + change.worker())
              + (change.raised() == 1 ? " rose" : " fell"),
          findings);
    } else if (up != kind.raises()) {
      say(
          Rule.FLAGS,
          worker,
          kind,
          "its flag did not " + (kind.raises() ? "rise" : "fall"),
          findings);
    } else if (kind.raises()) {
      findings.add(Rule.LENT_TWICE, worker, "worker " + worker + " was lent twice");
    } else {
      findings.add(Rule.GIVEN_BACK_TWICE, worker, "worker " + worker + " was given back twice");
    }
  }

  /** What is wrong with so many more finished tasks in such a row. */
  private static @Nullable String tasks(Event.Kind kind, double tasks) {
    if (tasks < 0) {
      // Said already, for any kind of row.
      return null;
    }
    int least = kind == Event.Kind.ENDED || kind == Event.Kind.DONE ? 1 : 0;
    // Tasks that ended just before a free are counted with it, also several reported late.
    boolean several = kind == Event.Kind.FREED || kind == Event.Kind.DONE;
    if (tasks < least) {
      return "did not rise";
    }
    return tasks > least && !several ? "rose by " + Findings.plain(tasks) : null;
  }

  private static String verb(Event.Kind kind) {
    return switch (kind) {
      case LENT -> "was lent";
      case BEGAN -> "began a task";
      case FREED -> "was freed";
      case ENDED -> "ended a task";
      case GONE -> "was left by its client";
      case EXPIRED -> "was taken back";
      case LOST -> "died";
      case DONE -> "ended a task inside its borrow";
      case JOINED -> "joined";
    };
  }

  private static void say(Rule rule, int worker, Event.Kind kind, String but, Findings findings) {
    findings.add(rule, worker, "worker " + worker + " " + verb(kind) + ", but " + but);
  }
}

package freeworker.profiling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What cannot have been in a profile; empty when every row is right. */
public final class Audit {
  /** More violations than this are counted, but not kept. */
  static final int MOST_KEPT = 10_000;

  private final List<Violation> kept = new ArrayList<>();
  private final Map<Violation.Rule, Long> counts = new EnumMap<>(Violation.Rule.class);
  private final Judge judge = new Judge(this::add);

  /** Who has to hear all rows of the profile, and its end. */
  Judge judge() {
    return judge;
  }

  private void add(Violation violation) {
    counts.merge(violation.rule(), 1L, Long::sum);
    if (kept.size() < MOST_KEPT) {
      kept.add(violation);
    }
  }

  /** The first violations, in the order of their lines. */
  public List<Violation> violations() {
    return Collections.unmodifiableList(kept);
  }

  /** How many violations there are, also those that were not kept. */
  public long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often each rule was broken; a rule that holds is not there. */
  public Map<Violation.Rule, Long> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** How many rows were judged. */
  public long rows() {
    return judge.rows();
  }

  /** How many workers there were at the end. */
  public int workers() {
    return judge.workers();
  }

  /** Whether the rows say what happened; those of the original do not. */
  public boolean tellsEvents() {
    return judge.tellsEvents();
  }

  /** How many tasks of what length kept how many workers busy; empty unless all can be timed. */
  public Optional<String> work() {
    return judge.allTimed()
        ? judge
            .work()
            .map(
                work ->
                    work + " of " + workers() + (workers() == 1 ? " worker busy" : " workers busy"))
        : Optional.empty();
  }
}

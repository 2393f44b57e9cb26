package freeworker.bench.siege;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/*
 * Guarded by this: counts.
 */
/** What came of all tries of one assault. */
final class Tally {
  private final Map<End, Integer> counts = new EnumMap<>(End.class);

  synchronized void add(End end) {
    add(end, 1);
  }

  synchronized void add(End end, int tries) {
    if (tries > 0) {
      counts.merge(end, tries, Integer::sum);
    }
  }

  synchronized int count(End end) {
    return counts.getOrDefault(end, 0);
  }

  synchronized int tries() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized String words() {
    List<String> words = new ArrayList<>();
    counts.forEach((end, count) -> words.add(count + " " + end.words()));
    return String.join(", ", words);
  }
}

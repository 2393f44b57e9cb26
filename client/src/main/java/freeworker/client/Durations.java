package freeworker.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/*
 * Guarded by this: everything. One task that took long among many short ones is remembered for a
 * while: others that travelled with it would have waited for it.
 */
/** How long tasks took their workers lately, by their names. */
class Durations {
  /** Who may take longer travels alone. */
  private static final double LONGEST = TimeUnit.MILLISECONDS.toNanos(5);

  private static final double WEIGHT = 0.2;
  private static final double FADING = 0.97;
  private static final int REMEMBERED = 256;

  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  private static final class Known {
    private double usual;
    private double longest;
  }

  /** So many tasks of a name took so long together. */
  synchronized void learn(String name, int count, long nanos) {
    double each = (double) nanos / count;
    Known of = known.get(name);
    if (of == null) {
      of = new Known();
      of.usual = each;
      known.put(name, of);
    }
    of.usual += WEIGHT * (each - of.usual);
    of.longest = Math.max(each, of.longest * FADING);
  }

  /** How many nanoseconds a task of this name takes; more than any where it may take long. */
  synchronized double expected(String name) {
    Known of = known.get(name);
    return of == null || of.longest > LONGEST ? Double.MAX_VALUE : of.usual;
  }
}

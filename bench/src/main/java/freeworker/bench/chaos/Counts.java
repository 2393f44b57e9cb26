package freeworker.bench.chaos;

import freeworker.bench.chaos.Breach.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Holds the profile's count of finished tasks against the stamped ends, worker by worker. Pure.
 *
 * <p>Every task whose end is stamped is reported, and counted once, whoever holds the lease by
 * then. One thing can take a report away: the death of the process that made it, before it was
 * sent. Reports leave a worker at most 50 ms after the end of their task; on a machine that does
 * many things at once a second is granted. So of a process that died only ends of its last second
 * may be missing; a process that was stopped first said its last before that.
 */
final class Counts {
  private static final long UNSENT = TimeUnit.SECONDS.toNanos(1);

  /** Ends by the stamps: all, and those that may be missing. */
  private static final class Ends {
    private long all;
    private long forgivable;
  }

  private Counts() {}

  /**
   * @param counted the finished tasks of each place by the profile
   */
  static List<Breach> check(List<Attempt> attempts, Lives lives, Map<String, Long> counted) {
    List<Breach> breaches = new ArrayList<>();
    Map<String, Ends> stamped = new TreeMap<>();
    for (Attempt attempt : attempts) {
      Life life = lives.of(attempt);
      if (life != null && attempt.over()) {
        Ends ends = stamped.computeIfAbsent(life.place(), place -> new Ends());
        ends.all++;
        Long silent = life.silent();
        ends.forgivable += silent != null && attempt.lastSeen() > silent - UNSENT ? 1 : 0;
      }
    }
    var places = new TreeSet<>(counted.keySet());
    places.addAll(stamped.keySet());
    for (String place : places) {
      Ends ends = stamped.getOrDefault(place, new Ends());
      long said = counted.getOrDefault(place, 0L);
      if (said > ends.all || said < ends.all - ends.forgivable) {
        breaches.add(
            new Breach(
                Invariant.COUNTED,
                "worker %s finished %d tasks by the profile; the stamps say %d, of which kills may have kept back %d"
                    .formatted(place, said, ends.all, ends.forgivable)));
      }
    }
    return breaches;
  }
}

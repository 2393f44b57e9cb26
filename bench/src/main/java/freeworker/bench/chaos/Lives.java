package freeworker.bench.chaos;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The worker processes of a run. The system gives the number of a dead process again, so that a
 * number alone may mean several, one after the other.
 *
 * @param each those of each number, the first of them first
 */
record Lives(Map<Long, List<Life>> each) {
  Lives {
    each = Map.copyOf(each);
  }

  boolean know(long pid) {
    return each.containsKey(pid);
  }

  /** The process in which an attempt ran: the first of its number that could still begin it. */
  @Nullable Life of(Attempt attempt) {
    Life found = null;
    for (Life life : each.getOrDefault(attempt.pid(), List.of())) {
      found = life;
      Long silent = life.silent();
      if (silent == null || attempt.began() <= silent) {
        break;
      }
    }
    return found;
  }
}

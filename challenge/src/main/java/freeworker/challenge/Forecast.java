package freeworker.challenge;

import java.time.Duration;
import java.util.List;

/**
 * How long the rest takes, when each part takes as much longer than was thought as the parts before
 * it did.
 */
final class Forecast {
  private final List<Duration> thought;
  private int done;
  private double spent;

  /**
   * @param thought what each part should take, in their order
   */
  Forecast(List<Duration> thought) {
    this.thought = List.copyOf(thought);
  }

  /** The next part is done. */
  void done(Duration took) {
    done++;
    spent += took.toNanos();
  }

  /** What is left, when the part that is under way began so long ago. */
  Duration left(Duration underWay) {
    double longer = done == 0 ? 1 : spent / sum(0, done);
    double now = done < thought.size() ? longer * sum(done, done + 1) : 0;
    double later = longer * sum(Math.min(done + 1, thought.size()), thought.size());
    return Duration.ofNanos(Math.round(Math.max(0, now - underWay.toNanos()) + later));
  }

  /** How much of the whole is done, from 0 to 1. */
  double share(Duration underWay) {
    double past = spent + underWay.toNanos();
    double whole = past + left(underWay).toNanos();
    return whole == 0 ? 1 : past / whole;
  }

  private double sum(int from, int to) {
    return thought.subList(from, to).stream().mapToDouble(Duration::toNanos).sum();
  }
}

package freeworker.crew;

import freeworker.wire.door.Crowded;
import freeworker.wire.door.Refused;
import java.io.IOException;
import java.time.Duration;

/** When a crew whose broker does not take it, or not any more, tries again; or that it does not. */
final class Persistence {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private boolean reached;
  private Duration pause = FIRST_PAUSE;

  /** The broker took the crew. */
  void reached() {
    reached = true;
    pause = FIRST_PAUSE;
  }

  /** How long to wait before the next try; each time longer, up to a bound. */
  Duration pause() {
    Duration now = pause;
    Duration twice = now.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return now;
  }

  /**
   * What people are told before the next try.
   *
   * @throws IOException the failure, when trying again is of no use: the broker never took this
   *     crew, or it does not open to its key
   */
  String after(IOException failure) throws IOException {
    boolean full = failure instanceof Crowded;
    if (!reached || (failure instanceof Refused && !full)) {
      throw failure;
    }
    return full
        ? "has no room: " + failure.getMessage() + "; trying again until it has."
        : "does not answer; trying again until it does.";
  }
}

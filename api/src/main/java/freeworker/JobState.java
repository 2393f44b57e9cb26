package freeworker;

import java.util.Locale;

/** Where a job stands. A final state is never left, unless its owner has it run again. */
public enum JobState {
  /** It waits for a worker. */
  QUEUED,
  /** A worker runs it. */
  RUNNING,
  /** Its program ended with exit code 0. */
  DONE,
  /**
   * Its program ended with another exit code, ran too long or could not begin, as often as it
   * might.
   */
  FAILED,
  /** Somebody did not want it any more. */
  CANCELLED,
  /** Its worker was lost, and it was not to run twice. */
  LOST;

  /** Whether nothing more happens to it. */
  public boolean over() {
    return this != QUEUED && this != RUNNING;
  }

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

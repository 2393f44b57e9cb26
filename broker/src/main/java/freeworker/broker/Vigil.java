package freeworker.broker;

import java.time.Duration;

/**
 * Knows whether the broker was awake for long enough to call others silent: one that was stopped
 * itself has heard nobody, and whose fault that was it cannot tell.
 */
final class Vigil {
  private final long silence;
  private final long longestBlink;
  private boolean begun;
  private boolean slept;
  private long looked;
  private long awake;

  /**
   * @param silence how long others may be silent
   */
  Vigil(Duration silence) {
    this.silence = silence.toNanos();
    this.longestBlink = silence.toNanos() / 3;
  }

  /**
   * Looks around, many times within the silence; says whether who was silent since may be told so.
   */
  boolean look(long now) {
    if (begun && now - looked > longestBlink) {
      slept = true;
      awake = now;
    }
    begun = true;
    looked = now;
    if (slept && now - awake > silence) {
      slept = false;
    }
    return !slept;
  }
}

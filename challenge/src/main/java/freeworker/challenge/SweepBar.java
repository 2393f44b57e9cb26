package freeworker.challenge;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** One line on a terminal that tells how far a sweep is and what is left; nothing elsewhere. */
final class SweepBar implements AutoCloseable {
  private static final int WIDTH = 24;
  private static final String BLANK = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private boolean drawn;

  SweepBar(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Draws the line anew.
   *
   * @param what what is under way
   * @param share how much of the whole is done, from 0 to 1
   */
  synchronized void draw(String what, double share, Duration left) {
    if (terminal) {
      int full = (int) (WIDTH * Math.min(1, share));
      err.print(
          String.format(
              Locale.ROOT,
              "%s [%s%s] %3.0f %%  %s left  %s",
              BLANK,
              "=".repeat(full),
              " ".repeat(WIDTH - full),
              100 * Math.min(1, share),
              brief(left),
              what));
      err.flush();
      drawn = true;
    }
  }

  /** Says a line of its own in place of the bar, which the next drawing brings back. */
  synchronized void say(String line) {
    close();
    err.println(line);
    err.flush();
  }

  /** A time as people say it: {@code 40 s}, {@code 9 min}. */
  static String brief(Duration time) {
    long seconds = time.plusMillis(500).toSeconds();
    if (seconds < 90) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    return minutes < 90 ? minutes + " min" : (minutes + 30) / 60 + " h";
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      err.print(BLANK);
      err.flush();
      drawn = false;
    }
  }
}
